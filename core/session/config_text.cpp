#include "core/session/config_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/session/config_schema.h"
#include "core/session/presets.h"
#include "core/session/settings_change.h"

namespace adamscope {

namespace {

constexpr const char* kWanted =
    "; it takes \"adamscope run --preset NAME --set key=value ...\" or the text of a config.json";
/// What a run is told beside its configuration; those of the first list have a value.
constexpr std::array<std::string_view, 3> kOtherOptions{"--out", "--report", "--barrier"};
constexpr std::array<std::string_view, 5> kOtherFlags{"--overwrite", "--theory", "--svg", "--pdf",
                                                      "--quiet"};

template <class List>
bool holds(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// The words as a shell splits them: quotes, backslashes, lines that go on. Error: a quote that
/// does not end.
Result<std::vector<std::string>> shellWords(const std::string& text) {
  std::vector<std::string> words;
  std::optional<std::string> word;
  char quote = '\0';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool isEscape = c == '\\' && quote != '\'' && i + 1 < text.size();
    if (isEscape) {
      const char next = text[++i];
      if (next == '\n') continue;
      if (!word) word.emplace();
      // Between double quotes a backslash stands for itself before most characters.
      if (quote == '"' && next != '"' && next != '\\' && next != '$') *word += c;
      *word += next;
    } else if (quote != '\0') {
      if (c == quote) {
        quote = '\0';
      } else {
        *word += c;
      }
    } else if (c == '\'' || c == '"') {
      quote = c;
      if (!word) word.emplace();
    } else if (std::isspace(static_cast<unsigned char>(c)) != 0) {
      if (word) words.push_back(*std::exchange(word, std::nullopt));
    } else {
      if (!word) word.emplace();
      *word += c;
    }
  }
  if (quote != '\0') return Error{std::string("the quote ") + quote + " does not end"};
  if (word) words.push_back(*word);
  return words;
}

/// What the words say; `value` of an option stands behind it or behind its '='.
class CommandReader {
 public:
  explicit CommandReader(std::vector<std::string> words) : words_(std::move(words)) {}

  Result<Config> read() {
    skip("$");
    skip("adamscope");
    skip("run");
    while (next_ < words_.size()) {
      if (const Status taken = takeOption(); !taken) return taken.error();
    }
    Result<Preset> preset = findPreset(preset_);
    if (!preset) return preset.error();
    Config config = std::move(preset->config);
    for (const std::string& setting : settings_) {
      if (const Status set = setConfigKey(config, setting); !set) return set.error();
    }
    if (const Status valid = validateConfig(config); !valid) return valid.error();
    return config;
  }

 private:
  void skip(std::string_view word) {
    if (next_ < words_.size() && words_[next_] == word) ++next_;
  }

  Status takeOption() {
    const std::string word = words_[next_++];
    if (!word.starts_with("--")) {
      return Error{"'" + word + "' is no option" + kWanted};
    }
    const std::size_t equals = word.find('=');
    const std::string name = word.substr(0, equals);
    if (holds(kOtherFlags, name)) return {};
    const bool isOurs = name == "--preset" || name == "--set" || name == "--steps";
    if (!isOurs && !holds(kOtherOptions, name)) {
      return Error{"there is no option " + name + kWanted};
    }
    if (equals == std::string::npos && next_ == words_.size()) {
      return Error{name + " needs a value behind it"};
    }
    const std::string value =
        equals == std::string::npos ? words_[next_++] : word.substr(equals + 1);
    if (name == "--preset") preset_ = value;
    if (name == "--set") settings_.push_back(value);
    if (name == "--steps") settings_.push_back("steps=" + value);
    return {};
  }

  std::vector<std::string> words_;
  std::size_t next_ = 0;
  std::string preset_{kDefaultPreset};
  std::vector<std::string> settings_;
};

Result<Config> configFromJsonText(const std::string& text) {
  Result<nlohmann::json> document = parseJson(text, "the text");
  if (!document) return document.error();
  if (document->is_object()) document->erase("description");  // of a preset
  return configFromDocument(*document, "the text");
}

}  // namespace

std::string shellQuoted(const std::string& word) {
  const bool isPlain = !word.empty() && std::all_of(word.begin(), word.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 ||
           std::string_view("_-./:=,+@%").find(static_cast<char>(c)) != std::string_view::npos;
  });
  if (isPlain) return word;
  std::string quoted = "'";
  for (const char c : word) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

std::string commandFor(const Config& config, const std::string& out) {
  std::string best;
  std::vector<std::string> fewest;
  for (const Preset& preset : embeddedPresets()) {
    // Steps are named in any case.
    Config start = preset.config;
    start.steps = config.steps;
    std::vector<std::string> settings = changedSettings(start, config);
    if (!best.empty() && settings.size() >= fewest.size()) continue;
    best = preset.name;
    fewest = std::move(settings);
  }
  std::string command = "adamscope run --preset " + shellQuoted(best);
  for (const std::string& setting : fewest) command += " --set " + shellQuoted(setting);
  command += " --steps " + std::to_string(config.steps);
  return command + " --out " + shellQuoted(out);
}

Result<Config> configFromText(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return Error{std::string("there is no text") + kWanted};
  if (text[first] == '{') return configFromJsonText(text);
  Result<std::vector<std::string>> words = shellWords(text);
  if (!words) return words.error();
  const std::string& word = words->front();
  const bool isCommand =
      word == "adamscope" || word == "$" || word == "run" || word.starts_with("--");
  if (!isCommand) return Error{std::string("it is no configuration") + kWanted};
  return CommandReader(std::move(*words)).read();
}

}  // namespace adamscope
