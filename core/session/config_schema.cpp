#include "core/session/config_schema.h"

#include <cmath>
#include <optional>
#include <type_traits>

#include "core/base/json.h"
#include "core/base/text.h"

namespace adamscope {
namespace {

using nlohmann::json;

// 2^53 - 1: the largest whole number that every JSON reader keeps exactly.
constexpr double kLargestSeed = 9007199254740991.0;

// An interval; NaN is in none.
struct Range {
  double low;
  double high;
  bool lowOpen = false;
  bool highOpen = false;

  bool contains(double x) const {
    return (lowOpen ? x > low : x >= low) && (highOpen ? x < high : x <= high);
  }
};

// How many entries an array may have: any number up to `most`, or `exactly` that many or none.
struct Length {
  std::size_t most;
  bool orNone = false;

  bool allows(std::size_t n) const { return orNone ? n == most || n == 0 : n <= most; }
  std::string describe() const {
    return orNone ? "none or exactly " + std::to_string(most) : "at most " + std::to_string(most);
  }
};

// The shorter of "1000" and "1e+03".
std::string describeBound(double bound) {
  std::string text = formatReal(bound);
  if (std::abs(bound) > kLargestSeed || bound != std::floor(bound)) return text;
  std::string whole = std::to_string(static_cast<long long>(bound));
  return whole.size() <= text.size() ? whole : text;
}

std::string describeRange(const Range& range) {
  std::string text(range.lowOpen ? "(" : "[");
  text += describeBound(range.low) + ", " + describeBound(range.high);
  return text + (range.highOpen ? ")" : "]");
}

std::string describeValue(const json& value) {
  // json::dump writes NaN and infinity as null.
  return value.is_number_float() ? formatReal(value.get<double>()) : abbreviatedJson(value);
}

Error refusal(const std::string& name, const json& value, const std::string& values) {
  return Error{name + " is " + describeValue(value) + "; it must be: " + values};
}

std::optional<double> realFrom(const json& value, const Range& range) {
  if (!value.is_number()) return std::nullopt;
  const double number = value.get<double>();
  return range.contains(number) ? std::optional(number) : std::nullopt;
}

// 256.0 and 1e6 are whole numbers, too.
std::optional<std::int64_t> integerFrom(const json& value, const Range& range) {
  const std::optional<double> number = realFrom(value, range);
  if (!number || *number != std::floor(*number)) return std::nullopt;
  return value.is_number_float() ? static_cast<std::int64_t>(*number) : value.get<std::int64_t>();
}

json numberFromText(std::string_view text) {
  text = trimmed(text);
  if (const std::optional<std::int64_t> whole = parseInteger(text)) return *whole;
  if (const std::optional<double> real = parseReal(text)) return *real;
  return std::string(text);
}

json listFromText(std::string_view text) {
  text = trimmed(text);
  if (text.size() >= 2 && text.front() == '[' && text.back() == ']') {
    text = trimmed(text.substr(1, text.size() - 2));
  }
  json list = json::array();
  if (text.empty()) return list;
  while (true) {
    const std::size_t comma = text.find(',');
    list.push_back(numberFromText(text.substr(0, comma)));
    if (comma == std::string_view::npos) return list;
    text.remove_prefix(comma + 1);
  }
}

json stringFromText(std::string_view text) { return std::string(trimmed(text)); }

// The field types: `access` maps a Config& (const or not) to the field.
template <class Access>
using FieldOf = std::remove_cvref_t<std::invoke_result_t<Access, Config&>>;

template <class Access>
ConfigKey number(std::string name, Access access, Range range, std::string help) {
  using Field = FieldOf<Access>;
  constexpr bool kReal = std::is_floating_point_v<Field>;
  const std::string values = (kReal ? "number in " : "whole number in ") + describeRange(range);
  const auto write = [=](Config& config, const json& value) -> Status {
    if constexpr (kReal) {
      const std::optional<double> real = realFrom(value, range);
      if (!real) return refusal(name, value, values);
      access(config) = *real;
    } else {
      const std::optional<std::int64_t> whole = integerFrom(value, range);
      if (!whole) return refusal(name, value, values);
      access(config) = static_cast<Field>(*whole);
    }
    return {};
  };
  const auto read = [=](const Config& config) -> json { return access(config); };
  const KeyRange limits{range.low, range.high, range.lowOpen, range.highOpen, !kReal};
  return {name, values, std::move(help), read, write, numberFromText, limits};
}

template <class Access>
ConfigKey list(std::string name, Access access, Range range, Length length, std::string help) {
  using Entry = typename FieldOf<Access>::value_type;
  constexpr bool kReal = std::is_floating_point_v<Entry>;
  const std::string values = std::string("array of ") + (kReal ? "numbers" : "whole numbers") +
                             " in " + describeRange(range) + ", " + length.describe();
  const auto write = [=](Config& config, const json& value) -> Status {
    if (!value.is_array() || !length.allows(value.size())) return refusal(name, value, values);
    FieldOf<Access> entries;
    for (std::size_t i = 0; i < value.size(); ++i) {
      const std::optional<double> real = realFrom(value[i], range);
      if (!real || (!kReal && *real != std::floor(*real))) {
        return refusal(name + "[" + std::to_string(i) + "]", value[i], "part of an " + values);
      }
      entries.push_back(static_cast<Entry>(*real));
    }
    access(config) = std::move(entries);
    return {};
  };
  const auto read = [=](const Config& config) -> json { return access(config); };
  return {name, values, std::move(help), read, write, listFromText};
}

// `names` in the order of the enumerators, which count from 0.
template <class Access>
ConfigKey choice(std::string name, Access access, std::vector<std::string> names,
                 std::string help) {
  const std::string values = "one of " + joined(names);
  const auto write = [=](Config& config, const json& value) -> Status {
    for (std::size_t i = 0; value.is_string() && i < names.size(); ++i) {
      if (names[i] != value.get_ref<const std::string&>()) continue;
      access(config) = static_cast<FieldOf<Access>>(i);
      return {};
    }
    const std::string hint =
        value.is_string() ? didYouMean(value.get_ref<const std::string&>(), names) : "";
    return Error{refusal(name, value, values).message + hint};
  };
  const auto read = [=](const Config& config) -> json {
    return names[static_cast<std::size_t>(access(config))];
  };
  return {name, values, std::move(help), read, write, stringFromText, std::nullopt, names};
}

// `check` sees a string that can be written as JSON (valid UTF-8).
template <class Access, class Check>
ConfigKey text(std::string name, Access access, std::string values, Check check, std::string help) {
  const auto write = [=](Config& config, const json& value) -> Status {
    if (!value.is_string()) return refusal(name, value, values);
    try {
      static_cast<void>(value.dump());
    } catch (const json::type_error&) {
      return Error{name + " is not valid UTF-8 text"};
    }
    const std::string& content = value.get_ref<const std::string&>();
    if (Status status = check(content); !status) return Error{name + ": " + status.message()};
    access(config) = content;
    return {};
  };
  const auto read = [=](const Config& config) -> json { return access(config); };
  return {name, std::move(values), std::move(help), read, write, stringFromText};
}

constexpr Range kPositive{0.0, 1e12, true, false};
constexpr Range kShare{0.0, 1.0, false, true};  // [0, 1)
constexpr Range kSeeds{0.0, kLargestSeed};
constexpr Range kCoordinates{-1e12, 1e12};

std::vector<ConfigKey> dataKeys() {
  return {
      text(
          "data.source", [](auto& c) -> auto& { return c.data.source; },
          "a generator's name, or csv:PATH", validateDataSource,
          "Where the samples come from: two_moons, circles, spirals, xor, gaussians, checkerboard "
          "(classes, 2 inputs), spheres (classes, 3 inputs), plane (regression, 2 inputs), sine "
          "(regression, 1 input); csv:PATH is a file, csv:iris and csv:penguins are built in."),
      number(
          "data.samples", [](auto& c) -> auto& { return c.data.samples; }, {2.0, 1e7},
          "Samples to generate, training and test together; a csv source brings its own."),
      number(
          "data.noise", [](auto& c) -> auto& { return c.data.noise; }, {0.0, 1000.0},
          "Standard deviation of the generator's Gaussian noise; a csv source has none added."),
      number(
          "data.test_fraction", [](auto& c) -> auto& { return c.data.testFraction; }, kShare,
          "Share of the samples held out for testing; a csv file's split column goes first."),
      number(
          "data.seed", [](auto& c) -> auto& { return c.data.seed; }, kSeeds,
          "Seed of the generated samples and of the split."),
      choice(
          "data.scaling", [](auto& c) -> auto& { return c.data.scaling; },
          {"none", "standard", "minmax"},
          "Scaling of the features, fitted on the training samples: none, to mean 0 and standard "
          "deviation 1, or to [0, 1]."),
  };
}

std::vector<ConfigKey> networkKeys() {
  return {
      list(
          "network.hidden", [](auto& c) -> auto& { return c.network.hidden; }, {1.0, 4096.0}, {64},
          "Widths of the hidden layers; empty is an affine model."),
      number(
          "network.leaky_slope", [](auto& c) -> auto& { return c.network.leakySlope; }, kShare,
          "Slope of the activation below zero; 0 is ReLU."),
      choice(
          "network.initialization", [](auto& c) -> auto& { return c.network.initialization; },
          {"pytorch", "he_normal", "he_uniform", "glorot_normal", "glorot_uniform",
           "he_normal_random_bias"},
          "How weights and biases are drawn. pytorch is the default of its linear layers; the "
          "other schemes have zero biases, except for the last (standard deviation 0.5)."),
      number(
          "network.seed", [](auto& c) -> auto& { return c.network.seed; }, kSeeds,
          "Seed of the initial weights and biases."),
      text(
          "network.load", [](auto& c) -> auto& { return c.network.load; },
          "path of a .safetensors or .json network, or empty",
          [](const std::string&) { return Status(); },
          "Starts from the network in this file instead of a random one; network.hidden, "
          "network.leaky_slope and network.initialization are then not used."),
      choice(
          "loss", [](auto& c) -> auto& { return c.loss; },
          {"mse", "half_mse", "bce", "cross_entropy"},
          "mse: mean squared error over all entries; half_mse: half the squared error, mean over "
          "the samples; bce: binary cross entropy with logits; cross_entropy: softmax."),
  };
}

std::vector<ConfigKey> optimizerKeys() {
  return {
      choice(
          "optimizer.name", [](auto& c) -> auto& { return c.optimizer.kind; },
          {"adam", "adamw", "sgd", "gradient_flow"},
          "The optimizer, as PyTorch defines it; gradient_flow, the continuous limit, is not "
          "available yet."),
      number(
          "optimizer.learning_rate", [](auto& c) -> auto& { return c.optimizer.learningRate; },
          kPositive, "Step size eta."),
      number(
          "optimizer.beta1", [](auto& c) -> auto& { return c.optimizer.beta1; }, kShare,
          "Decay of the mean of the gradients (adam, adamw)."),
      number(
          "optimizer.beta2", [](auto& c) -> auto& { return c.optimizer.beta2; }, kShare,
          "Decay of the mean of the squared gradients (adam, adamw)."),
      number(
          "optimizer.epsilon", [](auto& c) -> auto& { return c.optimizer.epsilon; }, kPositive,
          "Added to the root of the second moment (adam, adamw)."),
      number(
          "optimizer.weight_decay", [](auto& c) -> auto& { return c.optimizer.weightDecay; },
          {0.0, 1e12}, "Weight decay: decoupled for adamw, added to the gradient otherwise."),
      number(
          "optimizer.momentum", [](auto& c) -> auto& { return c.optimizer.momentum; }, kShare,
          "Momentum (sgd)."),
      number(
          "batch.size", [](auto& c) -> auto& { return c.batch.size; }, {0.0, 1e7},
          "Samples in a mini-batch; 0 is the full batch."),
      number(
          "batch.seed", [](auto& c) -> auto& { return c.batch.seed; }, kSeeds,
          "Seed of the order of the samples."),
      number(
          "steps", [](auto& c) -> auto& { return c.steps; }, {0.0, 1e12},
          "Number of training steps."),
  };
}

std::vector<ConfigKey> analysisKeys() {
  constexpr Range kIndices{0.0, 1e7};
  return {
      choice(
          "slice.kind", [](auto& c) -> auto& { return c.slice.kind; },
          {"auto", "whole", "axes", "pca", "points"},
          "The part of input space that is looked at: all of it (up to 2 inputs), the plane "
          "origin + s u + t v, the first two principal directions, or the plane through three "
          "training samples. auto is whole for up to 2 inputs and pca for more."),
      list(
          "slice.origin", [](auto& c) -> auto& { return c.slice.origin; }, kCoordinates, {4096},
          "For axes: a point of the plane, one number for each input; empty is zero."),
      list(
          "slice.u", [](auto& c) -> auto& { return c.slice.u; }, kCoordinates, {4096},
          "For axes: first direction, one number for each input."),
      list(
          "slice.v", [](auto& c) -> auto& { return c.slice.v; }, kCoordinates, {4096},
          "For axes: second direction, one number for each input."),
      list(
          "slice.samples", [](auto& c) -> auto& { return c.slice.samples; }, kIndices, {3, true},
          "For points: indices of three training samples, counted from 0."),
      list(
          "slice.domain", [](auto& c) -> auto& { return c.slice.domain; }, kCoordinates, {4, true},
          "xmin, xmax, ymin, ymax of the rectangle in the slice; empty is around the data. For "
          "one input the first two count."),
      number(
          "theory.window", [](auto& c) -> auto& { return c.theory.window; }, {0.0, 1e6},
          "The last so many gradients define the effective dimension; 0 is all so far."),
      choice(
          "theory.d_eff", [](auto& c) -> auto& { return c.theory.dEff; },
          {"participation", "stable", "energy", "entropy"},
          "The effective dimension in the bounds: participation ratio, stable rank, 99 % energy "
          "rank or entropy rank."),
      number(
          "theory.c", [](auto& c) -> auto& { return c.theory.c; }, kPositive,
          "The constant C of the near-linear bound C d_eff ln N."),
      number(
          "limits.max_regions", [](auto& c) -> auto& { return c.limits.maxRegions; }, {1.0, 1e9},
          "A tessellation stops at this many regions and says that it is not exact."),
      number(
          "limits.keyframe_mb", [](auto& c) -> auto& { return c.limits.keyframeMb; }, {1.0, 1e6},
          "Memory for going back in a run, in MiB; less of it makes going back slower."),
  };
}

}  // namespace

std::vector<ConfigKey> configSchema() {
  std::vector<ConfigKey> schema;
  for (std::vector<ConfigKey>& part :
       std::vector{dataKeys(), networkKeys(), optimizerKeys(), analysisKeys()}) {
    for (ConfigKey& key : part) schema.push_back(std::move(key));
  }
  return schema;
}

}  // namespace adamscope
