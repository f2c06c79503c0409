#include "app/model/dropped_file.h"

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "app/model/data_source.h"
#include "core/base/file.h"
#include "core/base/json.h"
#include "core/io/network_file.h"
#include "core/session/config_schema.h"
#include "core/session/presets.h"

namespace adamscope {

namespace {

namespace fs = std::filesystem;

constexpr const char* kRemedy =
    "; drop a .csv file with samples, a .json configuration, a .safetensors or .json network, or "
    "the "
    "folder of a run";

std::string endingOf(const fs::path& path) {
  std::string ending = path.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return ending;
}

std::string absolutePath(const std::string& path) {
  std::error_code failed;
  const fs::path absolute = fs::absolute(path, failed);
  return failed ? path : absolute.lexically_normal().string();
}

Result<FileKind> kindOfJson(const std::string& path) {
  const Result<std::string> text = readTextFile(path);
  if (!text) return text.error();
  const Result<nlohmann::json> document = parseJson(*text, path);
  if (!document) return document.error();
  if (!document->is_object())
    return Error{path + " is neither a configuration nor a network" + kRemedy};
  const bool isNetwork = document->contains("widths") && document->contains("layers");
  return isNetwork ? FileKind::kNetwork : FileKind::kConfig;
}

Result<FileKind> kindOfFolder(const std::string& path) {
  if (fs::exists(fs::path(path) / "config.json")) return FileKind::kRunFolder;
  return Error{path + " is a folder without a config.json, so no run is in it" + kRemedy};
}

Result<Config> configFromFile(const std::string& path) {
  const Result<std::string> text = readTextFile(path);
  if (!text) return text.error();
  Result<nlohmann::json> document = parseJson(*text, path);
  if (!document) return document.error();
  if (document->is_object()) document->erase("description");  // of a preset
  return configFromDocument(*document, path);
}

Result<Config> configWithNetwork(const std::string& path, const Config& now) {
  if (const Result<Network> network = loadNetwork(path); !network) return network.error();
  Config config = now;
  const Status set = setConfigKey(config, "network.load=" + path);
  return set ? Result<Config>(config) : set.error();
}

}  // namespace

Result<FileKind> kindOfFile(const std::string& path) {
  std::error_code failed;
  const fs::file_status status = fs::status(path, failed);
  if (!fs::exists(status)) return Error{"there is no file " + path};
  if (fs::is_directory(status)) return kindOfFolder(path);
  // The configuration of a run folder stands for the folder.
  const fs::path file(path);
  if (file.filename() == "config.json" && fs::exists(file.parent_path() / "steps.csv")) {
    return FileKind::kRunFolder;
  }
  const std::string ending = endingOf(path);
  if (ending == ".csv") return FileKind::kData;
  if (ending == ".safetensors") return FileKind::kNetwork;
  if (ending == ".json") return kindOfJson(path);
  return Error{path + " cannot be opened" + kRemedy};
}

std::string runFolderOf(const std::string& path) {
  const fs::path file(absolutePath(path));
  return (file.filename() == "config.json" ? file.parent_path() : file).string();
}

Result<Config> configWithFile(const std::string& path, const Config& now, Task before) {
  const std::string file = absolutePath(path);
  const Result<FileKind> kind = kindOfFile(file);
  if (!kind) return kind.error();
  switch (*kind) {
    case FileKind::kData:
      return withDataSource(now, "csv:" + file, before);
    case FileKind::kNetwork:
      return configWithNetwork(file, now);
    case FileKind::kRunFolder:
      return configFromFile(runFolderOf(file) + "/config.json");
    case FileKind::kConfig:
      break;
  }
  return configFromFile(file);
}

void handleDroppedFile(const std::string& path, Actions& actions) {
  if (const Result<FileKind> kind = kindOfFile(path); kind && *kind == FileKind::kRunFolder) {
    actions.openRun(runFolderOf(path));
    return;
  }
  const std::shared_ptr<const TrainFrame> train = actions.session().trainFrame();
  const Result<Config> config =
      configWithFile(path, actions.config(), train->experiment->data.train.task);
  if (config) {
    actions.setConfig(*config);
  } else {
    actions.tell(
        {.isError = true, .text = "The run goes on unchanged: " + config.message(), .path = {}});
  }
}

}  // namespace adamscope
