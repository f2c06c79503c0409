#include "core/io/network_file.h"

#include "core/base/file.h"
#include "core/io/safetensors.h"

namespace adamscope {
namespace {

enum class Format { kSafetensors, kJson, kUnknown };

Format formatByEnding(const std::string& path) {
  if (path.ends_with(".safetensors")) return Format::kSafetensors;
  if (path.ends_with(".json")) return Format::kJson;
  return Format::kUnknown;
}

Format formatByContent(std::string_view bytes) {
  if (looksLikeSafetensors(bytes)) return Format::kSafetensors;
  const std::size_t first = bytes.find_first_not_of(" \t\r\n");
  const bool object = first != std::string_view::npos && bytes[first] == '{';
  return object ? Format::kJson : Format::kUnknown;
}

Status checkFinite(const Network& network, const std::string& path) {
  if (network.parameters.allFinite()) return {};
  return Error{"not written: " + path + ": the network has a parameter that is not finite"};
}

}  // namespace

Result<Network> loadNetwork(const std::string& path) {
  Result<std::string> bytes = readTextFile(path);
  if (!bytes) return bytes.error();
  Format format = formatByEnding(path);
  if (format == Format::kUnknown) format = formatByContent(*bytes);
  if (format == Format::kSafetensors) return networkFromSafetensors(*bytes, path);
  if (format == Format::kJson) return networkFromJson(*bytes, path);
  return Error{path + ": neither a safetensors file nor a JSON network"};
}

Status saveSafetensors(const Network& network, const std::string& path) {
  if (Status status = checkFinite(network, path); !status) return status;
  return writeFileAtomically(path, networkToSafetensors(network));
}

Status saveNetworkJson(const Network& network, const std::string& path) {
  if (Status status = checkFinite(network, path); !status) return status;
  return writeFileAtomically(path, networkToJson(network));
}

Status saveNetwork(const Network& network, const std::string& path) {
  const Format format = formatByEnding(path);
  if (format == Format::kSafetensors) return saveSafetensors(network, path);
  if (format == Format::kJson) return saveNetworkJson(network, path);
  return Error{path + ": a network file must end in .safetensors or .json"};
}

}  // namespace adamscope
