// The safetensors container: 8 bytes with the length of a JSON header (little endian), the header
// {"name": {"dtype", "shape", "data_offsets": [begin, end]}, "__metadata__": {text: text}}, then
// the tensors' bytes without gaps. What the tensors mean is network_file.h's business.
// Source: the format description of the safetensors project, which also sets the header's limit.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace adamscope {

/// One named array, row-major.
struct Tensor {
  std::string name;
  std::string dtype;                ///< "F64", "F32", or any other that the file names.
  std::vector<std::int64_t> shape;  ///< Not negative; empty for a scalar.
  std::string data;                 ///< Little-endian bytes.

  /// "16 x 2"; "scalar" for an empty shape.
  std::string describeShape() const;
};

/// A file's content. Tensors are in the order of their bytes.
struct TensorFile {
  std::map<std::string, std::string> metadata;
  std::vector<Tensor> tensors;
};

/// True if the first 8 bytes are the length of a header that lies inside and starts with '{'. No
/// JSON text passes: its first 8 bytes as a number exceed every file's size.
bool looksLikeSafetensors(std::string_view bytes);

/// Parses a whole file. Errors name `fileName` and the tensor: truncated, a header that is too
/// large or no JSON object or has a key twice, a missing or wrong member, byte ranges that
/// overlap, leave gaps or end outside, and F32 or F64 data whose size does not fit the shape.
Result<TensorFile> parseSafetensors(std::string_view bytes, const std::string& fileName);

/// The bytes of a file with these tensors in this order. The header is padded with spaces so that
/// the data starts at a multiple of 8 bytes.
std::string writeSafetensors(const TensorFile& file);

}  // namespace adamscope
