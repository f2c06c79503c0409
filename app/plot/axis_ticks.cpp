#include "app/plot/axis_ticks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "app/figure/ticks.h"
#include "app/plot/number_text.h"

namespace adamscope::plot {
namespace {

int labelCount(const AxisTicks& ticks) {
  return static_cast<int>(std::count_if(ticks.marks.begin(), ticks.marks.end(),
                                        [](const AxisTick& t) { return !t.label.empty(); }));
}

// ---- linear ----------------------------------------------------------------------------------

struct Suffix {
  double unit;
  const char* text;
  int mostDecimals;  ///< With more, the suffix makes the number longer, not shorter.
};
constexpr std::array<Suffix, 4> kSuffixes{
    {{1e9, "G", 2}, {1e6, "M", 2}, {1e3, "k", 1}, {1.0, "", 0}}};

/// Decimals that write every value exactly in this unit.
std::optional<int> exactDecimals(const std::vector<figure::Tick>& marks, const Suffix& suffix) {
  double factor = 1.0;
  for (int decimals = 0; decimals <= suffix.mostDecimals; ++decimals, factor *= 10.0) {
    const bool isExact = std::all_of(marks.begin(), marks.end(), [&](const figure::Tick& t) {
      const double scaled = t.value / suffix.unit * factor;
      return std::abs(scaled - std::round(scaled)) < 1e-6;
    });
    if (isExact) return decimals;
  }
  return std::nullopt;
}

/// Whole numbers of a common size as "1500", "20k" or "1.5M", without a note. False: not whole, or
/// too large.
bool labelWhole(figure::Ticks& ticks, double step) {
  double largest = 0.0;
  for (const figure::Tick& t : ticks.marks) largest = std::max(largest, std::abs(t.value));
  if (step < 0.999 || largest >= 1e12) return false;
  for (const Suffix& suffix : kSuffixes) {
    // Up to 9999 is shorter without a suffix.
    if (suffix.unit > largest || (suffix.unit == 1e3 && largest < 1e4)) continue;
    const std::optional<int> decimals = exactDecimals(ticks.marks, suffix);
    if (!decimals) continue;
    for (figure::Tick& t : ticks.marks) {
      t.label = figure::formatNumber(t.value / suffix.unit, *decimals) + suffix.text;
      if (t.value == 0.0) t.label = std::string(1, '0');
    }
    ticks.note.clear();
    return true;
  }
  return false;
}

/// Round numbers in an interval of values.
figure::Ticks roundNumbers(const Interval& values, int mostLabels) {
  int count = std::max(1, mostLabels - 1);
  figure::Ticks ticks = figure::niceTicks(values.low, values.high, count);
  while (ticks.marks.size() < 2 && count < 12) {
    ticks = figure::niceTicks(values.low, values.high, ++count);
  }
  if (ticks.marks.size() >= 2) labelWhole(ticks, ticks.marks[1].value - ticks.marks[0].value);
  return ticks;
}

/// Round numbers in the values of a view, at their coordinates.
AxisTicks roundNumberTicks(const AxisScale& scale, const Interval& view, int mostLabels) {
  const Interval values{scale.valueAt(view.low), scale.valueAt(view.high)};
  AxisTicks ticks;
  // A number of the size 1e300 has no round neighbours; nor has an interval that doubles cannot
  // divide.
  const double size = std::max(std::abs(values.low), std::abs(values.high));
  if (!(size < 1e300) || !(values.width() > 1e-12 * size) || values.width() < 1e-300) return ticks;
  const figure::Ticks round = roundNumbers(values, mostLabels);
  ticks.note = round.note;
  for (const figure::Tick& t : round.marks) {
    const double coordinate = std::clamp(scale.coordinateOf(t.value), view.low, view.high);
    if (ticks.marks.empty() || coordinate > ticks.marks.back().coordinate) {
      ticks.marks.push_back({coordinate, t.label});
    }
  }
  return ticks;
}

// ---- logarithmic -----------------------------------------------------------------------------

/// The steps 1, 2, 5, 10, 20, ... of a number of decades.
double roundDecades(double atLeast) {
  double power = 1.0;
  while (power * 10.0 <= atLeast) power *= 10.0;
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= atLeast) return factor * power;
  }
  return 10.0 * power;
}

/// The next lower of the steps 1, 2, 3, 5, 10, 20, 30, 50, ... for a step of this form >= 2.
double finerDecades(double step) {
  const double power = std::pow(10.0, std::floor(std::log10(step) + 1e-9));
  const double factor = std::round(step / power);
  return factor == 1.0 ? 0.5 * power : (factor == 5.0 ? 3.0 : factor - 1.0) * power;
}

/// 10^exponent; plain numbers near 1, but only if the whole axis is near 1.
std::string decadeText(double exponent, bool isPlain) {
  if (!isPlain) return powerOfTenText(static_cast<long>(exponent));
  return figure::formatNumber(std::pow(10.0, exponent), static_cast<int>(std::max(0.0, -exponent)));
}

bool isPlainRange(const Interval& view) { return view.low > -3.5 && view.high < 4.5; }

AxisTicks decadeTicks(const Interval& view, double step) {
  AxisTicks ticks;
  const bool isPlain = isPlainRange(view);
  for (double k = std::ceil(view.low / step) * step; k <= view.high; k += step) {
    ticks.marks.push_back({k, decadeText(k, isPlain)});
  }
  return ticks;
}

/// Marks at the given multiples of each power of ten, all labelled.
AxisTicks multiplesTicks(const Interval& view, const std::vector<int>& multiples) {
  AxisTicks ticks;
  const bool isPlain = isPlainRange(view);
  for (double k = std::floor(view.low); k <= view.high; ++k) {
    for (const int m : multiples) {
      const double coordinate = k + std::log10(m);
      if (!view.contains(coordinate)) continue;
      const std::string power = decadeText(k, isPlain);
      std::string label = m == 1 ? power : std::to_string(m) + "×" + power;
      if (isPlain) {
        label = figure::formatNumber(m * std::pow(10.0, k), static_cast<int>(std::max(0.0, -k)));
      }
      ticks.marks.push_back({coordinate, label});
    }
  }
  return ticks;
}

/// Inside one decade or two: round mantissas, the power of ten in the note unless it is near 1.
AxisTicks mantissaTicks(const Interval& view, int mostLabels) {
  const double power = std::floor(view.low);
  const bool isNear = power >= -3.0 && power <= 3.0;
  const double shift = isNear ? 0.0 : power;
  const AxisScale log{Scale::kLog};
  AxisTicks ticks = roundNumberTicks(log, {view.low - shift, view.high - shift}, mostLabels);
  for (AxisTick& t : ticks.marks) {
    t.coordinate = std::clamp(t.coordinate + shift, view.low, view.high);
  }
  if (!isNear) ticks.note += " ×" + powerOfTenText(static_cast<long>(power));
  return ticks;
}

/// Small marks at 2 ... 9 times each power of ten, or at the powers between labelled ones.
void addSmallMarks(AxisTicks& ticks, const Interval& view) {
  if (view.width() > 60.0) return;
  const bool hasMultiples = view.width() < 12.0;
  std::vector<AxisTick> all = ticks.marks;
  for (double k = std::floor(view.low); k <= view.high; ++k) {
    for (int m = 1; m <= (hasMultiples ? 9 : 1); ++m) {
      const double coordinate = k + std::log10(m);
      const bool isThere = std::any_of(ticks.marks.begin(), ticks.marks.end(), [&](const auto& t) {
        return std::abs(t.coordinate - coordinate) < 1e-6;
      });
      if (view.contains(coordinate) && !isThere) all.push_back({coordinate, ""});
    }
  }
  std::sort(all.begin(), all.end(),
            [](const AxisTick& a, const AxisTick& b) { return a.coordinate < b.coordinate; });
  ticks.marks = std::move(all);
}

AxisTicks logTicks(const Interval& view, int mostLabels) {
  const double decades = std::floor(view.high) - std::ceil(view.low);
  if (decades >= 2.0 || (decades >= 1.0 && mostLabels <= 3)) {
    AxisTicks ticks = decadeTicks(view, roundDecades(view.width() / mostLabels));
    // A round step may leave only one of its multiples in view.
    for (double step = roundDecades(view.width() / mostLabels); labelCount(ticks) < 2;
         step /= 2.0) {
      if (step < 1.0) return mantissaTicks(view, mostLabels);
      ticks = decadeTicks(view, std::max(1.0, std::floor(step)));
    }
    addSmallMarks(ticks, view);
    return ticks;
  }
  for (const std::vector<int>& multiples : {std::vector<int>{1, 2, 5}, std::vector<int>{1, 3}}) {
    AxisTicks ticks = multiplesTicks(view, multiples);
    const bool isEnough = labelCount(ticks) >= std::min(3, mostLabels);
    if (isEnough && labelCount(ticks) <= std::max(3, mostLabels)) {
      addSmallMarks(ticks, view);
      return ticks;
    }
  }
  return mantissaTicks(view, mostLabels);
}

// ---- symmetric logarithmic -------------------------------------------------------------------

/// The coordinate of 10^exponent, also where 10^exponent is no double.
double symlogCoordinate(const AxisScale& scale, double exponent) {
  return scale.coordinateOfLog(exponent * 2.302585092994046);
}

/// 0 and +-10^k for every step-th k that is not too near 0.
AxisTicks symlogDecades(const AxisScale& scale, const Interval& view, double step) {
  const double reach = std::max(std::abs(view.low), std::abs(view.high));
  const double first = std::ceil(std::log10(scale.threshold) / step) * step;
  const double last = reach + std::log10(scale.threshold);
  const bool isPlain = last < 4.5 && first > -3.5;
  AxisTicks ticks;
  if (view.contains(0.0)) ticks.marks.push_back({0.0, "0"});
  for (double k = first; k <= last; k += step) {
    const double coordinate = symlogCoordinate(scale, k);
    if (coordinate < 0.7 * step) continue;
    const std::string label = decadeText(k, isPlain);
    if (view.contains(coordinate)) ticks.marks.push_back({coordinate, label});
    if (view.contains(-coordinate))
      ticks.marks.push_back({-coordinate, std::string("\u2212").append(label)});
  }
  std::sort(ticks.marks.begin(), ticks.marks.end(),
            [](const AxisTick& a, const AxisTick& b) { return a.coordinate < b.coordinate; });
  return ticks;
}

AxisTicks symlogTicks(const AxisScale& scale, const Interval& view, int mostLabels) {
  double step = roundDecades(std::max(1.0, view.width() / mostLabels));
  AxisTicks decades = symlogDecades(scale, view, step);
  for (; step >= 2.0 && labelCount(decades) < std::min(3, mostLabels);) {
    step = finerDecades(step);
    decades = symlogDecades(scale, view, step);
  }
  if (labelCount(decades) >= std::min(3, mostLabels)) return decades;
  // Few powers of ten in view: far from 0 this is a stretch of a logarithmic axis.
  const double shift = std::log10(scale.threshold);
  const bool isFar = view.low > 1.0 || view.high < -1.0;
  if (isFar && std::max(std::abs(view.low), std::abs(view.high)) + shift > 290.0) {
    const bool isNegative = view.high < 0.0;
    const Interval mirrored = isNegative ? Interval{-view.high, -view.low} : view;
    AxisTicks ticks = logTicks({mirrored.low + shift, mirrored.high + shift}, mostLabels);
    for (AxisTick& t : ticks.marks) {
      t.coordinate = std::clamp(t.coordinate - shift, mirrored.low, mirrored.high);
      if (isNegative)
        t = {-t.coordinate, t.label.empty() ? "" : std::string("\u2212").append(t.label)};
    }
    if (isNegative) std::reverse(ticks.marks.begin(), ticks.marks.end());
    return ticks;
  }
  AxisTicks ticks = roundNumberTicks(scale, view, mostLabels);
  if (labelCount(decades) >= labelCount(ticks)) return decades;
  return ticks;
}

}  // namespace

AxisTicks axisTicks(const AxisScale& scale, const Interval& view, int mostLabels) {
  const int most = std::max(2, mostLabels);
  switch (scale.kind) {
    case Scale::kLinear:
      return roundNumberTicks(scale, view, most);
    case Scale::kLog:
      return logTicks(view, most);
    case Scale::kSymlog:
      return symlogTicks(scale, view, most);
  }
  return {};
}

}  // namespace adamscope::plot
