#include "core/io/safetensors.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <optional>

#include "core/base/json.h"

namespace adamscope {
namespace {

using nlohmann::json;

static_assert(std::endian::native == std::endian::little, "safetensors data is little endian");

constexpr std::size_t kLengthBytes = 8;
constexpr std::uint64_t kMaxHeader = 100'000'000;  // The limit of the format's own reader.
constexpr const char* kMetadata = "__metadata__";

// A tensor of the header, and where its bytes are behind the header.
struct Entry {
  Tensor tensor;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

std::uint64_t headerLength(std::string_view bytes) {
  std::uint64_t length = 0;
  std::memcpy(&length, bytes.data(), kLengthBytes);
  return length;
}

std::optional<std::vector<std::int64_t>> naturalNumbers(const json& value) {
  if (!value.is_array()) return std::nullopt;
  std::vector<std::int64_t> numbers;
  for (const json& entry : value) {
    if (!entry.is_number_unsigned()) return std::nullopt;
    const auto number = entry.get<std::uint64_t>();
    if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
      return std::nullopt;
    }
    numbers.push_back(static_cast<std::int64_t>(number));
  }
  return numbers;
}

// Bytes of one number; none for the types that no network here uses.
std::optional<std::uint64_t> byteSize(const std::string& dtype) {
  if (dtype == "F64") return 8;
  if (dtype == "F32") return 4;
  return std::nullopt;
}

// size * shape[0] * shape[1] * ... == bytes, without overflow.
bool fits(std::uint64_t size, const std::vector<std::int64_t>& shape, std::uint64_t bytes) {
  const bool empty = std::find(shape.begin(), shape.end(), 0) != shape.end();
  if (empty) return bytes == 0;
  std::uint64_t product = size;
  for (const std::int64_t extent : shape) {
    if (product > bytes / static_cast<std::uint64_t>(extent)) return false;
    product *= static_cast<std::uint64_t>(extent);
  }
  return product == bytes;
}

Result<Entry> readEntry(const std::string& name, const json& value) {
  const std::string place = "tensor " + name + ": ";
  if (!value.is_object() || !value.contains("dtype") || !value["dtype"].is_string()) {
    return Error{place + "no \"dtype\" in the header"};
  }
  Entry entry;
  entry.tensor.name = name;
  entry.tensor.dtype = value["dtype"].get<std::string>();
  const auto shape = naturalNumbers(value.value("shape", json()));
  if (!shape) return Error{place + "\"shape\" must be an array of whole numbers from 0"};
  entry.tensor.shape = *shape;
  const auto offsets = naturalNumbers(value.value("data_offsets", json()));
  if (!offsets || offsets->size() != 2 || (*offsets)[0] > (*offsets)[1]) {
    return Error{place + "\"data_offsets\" must be [begin, end] with begin <= end"};
  }
  entry.begin = static_cast<std::uint64_t>((*offsets)[0]);
  entry.end = static_cast<std::uint64_t>((*offsets)[1]);
  const std::optional<std::uint64_t> size = byteSize(entry.tensor.dtype);
  if (size && !fits(*size, *shape, entry.end - entry.begin)) {
    return Error{place + "shape " + entry.tensor.describeShape() + " of " + entry.tensor.dtype +
                 " does not fill " + std::to_string(entry.end - entry.begin) + " bytes"};
  }
  return entry;
}

Result<std::map<std::string, std::string>> readMetadata(const json& value) {
  std::map<std::string, std::string> metadata;
  if (!value.is_object()) return Error{"__metadata__ must be an object of texts"};
  for (const auto& [key, text] : value.items()) {
    if (!text.is_string()) return Error{"__metadata__." + key + " must be a text"};
    metadata[key] = text.get<std::string>();
  }
  return metadata;
}

// Sorts by place and checks that the tensors fill the data exactly.
Status arrange(std::vector<Entry>& entries, std::uint64_t dataSize) {
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
  });
  std::uint64_t filled = 0;
  for (const Entry& entry : entries) {
    const std::string place = "tensor " + entry.tensor.name + ": its data ";
    if (entry.end > dataSize) return Error{place + "ends outside the file (is it truncated?)"};
    if (entry.begin < filled) return Error{place + "overlaps with another tensor's"};
    if (entry.begin > filled) return Error{place + "leaves a gap before it"};
    filled = entry.end;
  }
  if (filled == dataSize) return {};
  return Error{std::to_string(dataSize - filled) + " bytes at the end belong to no tensor"};
}

Result<TensorFile> readTensors(const json& header, std::string_view data) {
  TensorFile file;
  std::vector<Entry> entries;
  for (const auto& [name, value] : header.items()) {
    if (name == kMetadata) {
      Result<std::map<std::string, std::string>> metadata = readMetadata(value);
      if (!metadata) return metadata.error();
      file.metadata = std::move(*metadata);
      continue;
    }
    Result<Entry> entry = readEntry(name, value);
    if (!entry) return entry.error();
    entries.push_back(std::move(*entry));
  }
  if (Status status = arrange(entries, data.size()); !status) return status.error();
  for (Entry& entry : entries) {
    entry.tensor.data = data.substr(entry.begin, entry.end - entry.begin);
    file.tensors.push_back(std::move(entry.tensor));
  }
  return file;
}

}  // namespace

std::string Tensor::describeShape() const {
  if (shape.empty()) return "scalar";
  std::string text;
  for (const std::int64_t extent : shape) {
    text += (text.empty() ? "" : " x ") + std::to_string(extent);
  }
  return text;
}

bool looksLikeSafetensors(std::string_view bytes) {
  return bytes.size() > kLengthBytes && headerLength(bytes) <= bytes.size() - kLengthBytes &&
         bytes[kLengthBytes] == '{';
}

Result<TensorFile> parseSafetensors(std::string_view bytes, const std::string& fileName) {
  if (bytes.size() < kLengthBytes) {
    return Error{fileName + ": no safetensors file: shorter than the 8 bytes it begins with"};
  }
  const std::uint64_t length = headerLength(bytes);
  if (length > kMaxHeader) {
    return Error{fileName + ": no safetensors file: the header would have " +
                 std::to_string(length) + " bytes, the format allows " +
                 std::to_string(kMaxHeader)};
  }
  if (length > bytes.size() - kLengthBytes) {
    return Error{fileName + ": truncated: the header has " + std::to_string(length) +
                 " bytes, the file only " + std::to_string(bytes.size() - kLengthBytes) +
                 " behind the length"};
  }
  Result<json> header = parseJson(bytes.substr(kLengthBytes, length), fileName + " (header)");
  if (!header) return header.error();
  if (!header->is_object()) return Error{fileName + ": the header must be a JSON object"};
  Result<TensorFile> file = readTensors(*header, bytes.substr(kLengthBytes + length));
  if (!file) return Error{fileName + ": " + file.message()};
  return file;
}

std::string writeSafetensors(const TensorFile& file) {
  nlohmann::ordered_json header = nlohmann::ordered_json::object();
  if (!file.metadata.empty()) header[kMetadata] = file.metadata;
  std::uint64_t begin = 0;
  for (const Tensor& tensor : file.tensors) {
    const std::uint64_t end = begin + tensor.data.size();
    header[tensor.name] = {
        {"dtype", tensor.dtype}, {"shape", tensor.shape}, {"data_offsets", {begin, end}}};
    begin = end;
  }
  std::string text = header.dump();
  text.resize((text.size() + 7) / 8 * 8, ' ');
  const std::uint64_t length = text.size();
  std::string bytes(kLengthBytes, '\0');
  std::memcpy(bytes.data(), &length, kLengthBytes);
  bytes += text;
  for (const Tensor& tensor : file.tensors) bytes += tensor.data;
  return bytes;
}

}  // namespace adamscope
