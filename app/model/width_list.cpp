#include "app/model/width_list.h"

#include "core/base/text.h"

namespace adamscope {

namespace {

bool isSeparator(char c) { return c == ',' || c == ' ' || c == '\t' || c == 'x' || c == ';'; }

Result<int> parseWidth(std::string_view word) {
  const std::optional<std::int64_t> width = parseInteger(word);
  if (!width) return Error{"\u201C" + std::string(word) + "\u201D is not a whole number"};
  if (*width < 1) return Error{"a layer needs at least 1 neuron"};
  if (*width > kWidestLayer) {
    return Error{"at most " + std::to_string(kWidestLayer) + " neurons in a layer"};
  }
  return static_cast<int>(*width);
}

Status checkDepth(std::size_t layers) {
  if (layers <= static_cast<std::size_t>(kMostHiddenLayers)) return {};
  return Error{"at most " + std::to_string(kMostHiddenLayers) + " hidden layers"};
}

}  // namespace

Result<std::vector<int>> parseWidths(std::string_view text) {
  std::vector<int> widths;
  std::size_t at = 0;
  while (at < text.size()) {
    if (isSeparator(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && !isSeparator(text[end])) ++end;
    const Result<int> width = parseWidth(text.substr(at, end - at));
    if (!width) return width.error();
    widths.push_back(*width);
    at = end;
  }
  if (const Status fits = checkDepth(widths.size()); !fits) return fits.error();
  return widths;
}

Result<std::vector<int>> withTypedLayer(const std::vector<int>& widths, int index,
                                        std::string_view text) {
  const Result<std::vector<int>> typed = parseWidths(text);
  if (!typed) return typed;
  std::vector<int> changed = withLayerRemoved(widths, index);
  changed.insert(changed.begin() + index, typed->begin(), typed->end());
  if (const Status fits = checkDepth(changed.size()); !fits) return fits.error();
  return changed;
}

std::vector<int> withLayerAdded(const std::vector<int>& widths) {
  constexpr int kFirstWidth = 16;
  std::vector<int> changed = widths;
  changed.push_back(widths.empty() ? kFirstWidth : widths.back());
  return changed;
}

std::vector<int> withLayerRemoved(const std::vector<int>& widths, int index) {
  std::vector<int> changed = widths;
  changed.erase(changed.begin() + index);
  return changed;
}

double parameterCountOf(int inputs, const std::vector<int>& widths, int outputs) {
  double count = 0.0;
  double before = inputs;
  for (const int width : widths) {
    count += (before + 1.0) * width;
    before = width;
  }
  return count + (before + 1.0) * outputs;
}

}  // namespace adamscope
