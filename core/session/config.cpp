#include "core/session/config.h"

#include <algorithm>
#include <set>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/session/config_schema.h"

namespace adamscope {
namespace {

using nlohmann::json;

std::string lastPart(const std::string& name) { return name.substr(name.rfind('.') + 1); }

// The nearest key by its whole name, else one whose last part is nearest: "learning_rate" alone
// is far from "optimizer.learning_rate".
std::string suggestKey(const std::string& name, const std::vector<ConfigKey>& schema) {
  std::vector<std::string> names;
  std::vector<std::string> lastParts;
  for (const ConfigKey& key : schema) {
    names.push_back(key.name);
    lastParts.push_back(lastPart(key.name));
  }
  const std::string suggestion = didYouMean(name, names);
  if (!suggestion.empty()) return suggestion;
  const std::optional<std::string> nearest = nearestName(lastPart(name), lastParts);
  if (!nearest) return "; adamscope run --help lists all of them";
  const auto at = std::find(lastParts.begin(), lastParts.end(), *nearest) - lastParts.begin();
  return "; did you mean " + names[static_cast<std::size_t>(at)] + "?";
}

const ConfigKey* findKey(const std::string& name, const std::vector<ConfigKey>& schema) {
  const auto at = std::find_if(schema.begin(), schema.end(),
                               [&](const ConfigKey& key) { return key.name == name; });
  return at == schema.end() ? nullptr : &*at;
}

// A name such as "optimizer", which has keys below it.
bool isGroup(const std::string& name, const std::vector<ConfigKey>& schema) {
  return std::any_of(schema.begin(), schema.end(),
                     [&](const ConfigKey& key) { return key.group() == name && key.name != name; });
}

// Walks a document and stores its values in a config.
class DocumentReader {
 public:
  explicit DocumentReader(Config& config) : config_(config) {}

  /// Reads the object's keys; `prefix` is "" or "group.".
  Status read(const json& object, const std::string& prefix) {
    for (const auto& [member, value] : object.items()) {
      if (Status status = readMember(prefix + member, value); !status) return status;
    }
    return {};
  }

 private:
  Status readMember(const std::string& name, const json& value) {
    if (const ConfigKey* key = findKey(name, schema_)) {
      if (!seen_.insert(name).second) return Error{"the key " + name + " is given twice"};
      return key->write(config_, value);
    }
    if (!isGroup(name, schema_)) {
      return Error{"unknown key " + name + suggestKey(name, schema_)};
    }
    if (!value.is_object()) {
      return Error{name + " is " + describeJsonType(value) + "; it must be an object with keys"};
    }
    return read(value, name + ".");
  }

  Config& config_;
  std::vector<ConfigKey> schema_ = configSchema();
  std::set<std::string> seen_;
};

Status validateSlice(const SliceConfig& slice) {
  if (slice.kind == SliceKind::kAxes) {
    if (slice.u.empty() || slice.v.size() != slice.u.size()) {
      return Error{"slice.kind is axes: slice.u and slice.v must have one number for each input"};
    }
    if (!slice.origin.empty() && slice.origin.size() != slice.u.size()) {
      return Error{"slice.origin must have as many numbers as slice.u, or none"};
    }
  }
  if (slice.kind == SliceKind::kPoints) {
    const std::vector<int>& at = slice.samples;
    if (at.size() != 3 || at[0] == at[1] || at[0] == at[2] || at[1] == at[2]) {
      return Error{"slice.kind is points: slice.samples must name three different samples"};
    }
  }
  const std::vector<double>& domain = slice.domain;
  if (!domain.empty() && !(domain[0] < domain[1] && domain[2] < domain[3])) {
    return Error{"slice.domain is xmin, xmax, ymin, ymax; each minimum must be below its maximum"};
  }
  return {};
}

// Appends `text` in lines of at most 100 characters, each behind `indent` spaces.
void appendWrapped(std::string& out, std::string_view text, std::size_t indent) {
  constexpr std::size_t kLineLength = 100;
  const std::size_t width = kLineLength - indent;
  while (!text.empty()) {
    std::size_t length = text.size();
    if (length > width) {
      const std::size_t blank = text.rfind(' ', width);
      length = blank == std::string_view::npos ? width : blank;
    }
    out += std::string(indent, ' ') + std::string(text.substr(0, length)) + "\n";
    text.remove_prefix(std::min(text.size(), length));
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  }
}

}  // namespace

Result<Config> configFromDocument(const json& document, const std::string& fileName) {
  if (!document.is_object()) {
    return Error{fileName + ": a configuration is a JSON object, this is " +
                 describeJsonType(document)};
  }
  Config config;
  Status status = DocumentReader(config).read(document, "");
  if (status) status = validateConfig(config);
  if (!status) return Error{fileName + ": " + status.message()};
  return config;
}

Result<Config> configFromJson(const std::string& text, const std::string& fileName) {
  Result<json> document = parseJson(text, fileName);
  if (!document) return document.error();
  return configFromDocument(*document, fileName);
}

std::string configToJson(const Config& config) {
  std::string out = "{";
  std::string openGroup;
  std::string separator = "\n";
  for (const ConfigKey& key : configSchema()) {
    const bool grouped = key.group() != key.name;
    const std::string group = grouped ? key.group() : "";
    if (group != openGroup) {
      if (!openGroup.empty()) {
        out += "\n  }";
        separator = ",\n";
      }
      if (grouped) {
        out += separator + "  \"" + group + "\": {";
        separator = "\n";
      }
      openGroup = group;
    }
    const std::string indent = grouped ? "    " : "  ";
    out += separator + indent + "\"" + lastPart(key.name) + "\": " + key.read(config).dump();
    separator = ",\n";
  }
  return out + (openGroup.empty() ? "\n}\n" : "\n  }\n}\n");
}

Status setConfigKey(Config& config, const std::string& assignment) {
  const std::size_t equals = assignment.find('=');
  if (equals == std::string::npos) {
    return Error{"\"" + assignment + "\" is not of the form key=value"};
  }
  const std::vector<ConfigKey> schema = configSchema();
  const std::string name(trimmed(std::string_view(assignment).substr(0, equals)));
  if (name.empty()) return Error{"\"" + assignment + "\" has no key before the ="};
  const ConfigKey* key = findKey(name, schema);
  if (key == nullptr) return Error{"unknown key " + name + suggestKey(name, schema)};
  return key->write(config, key->fromText(std::string_view(assignment).substr(equals + 1)));
}

Status validateConfig(const Config& config) { return validateSlice(config.slice); }

std::string configHelp() {
  std::string out;
  std::string group;
  for (const ConfigKey& key : configSchema()) {
    if (!out.empty() && key.group() != group) out += "\n";
    group = key.group();
    std::string head = "  " + key.name;
    head.resize(std::max<std::size_t>(head.size() + 2, 28), ' ');
    std::string values;
    appendWrapped(values, key.values + "; default " + key.read(Config{}).dump(), 28);
    out += head + values.substr(28);
    appendWrapped(out, key.help, 28);
  }
  return out;
}

}  // namespace adamscope
