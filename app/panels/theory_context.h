// What the parts of the theory drawer are drawn from, and what they share.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>

#include "app/model/actions.h"
#include "app/model/ui_state.h"
#include "app/plot/plot_widget.h"
#include "app/ui/frame.h"
#include "core/session/comparer.h"
#include "core/theory/assumption.h"

namespace adamscope {

/// The network that a barrier begins at.
struct HeldNetwork {
  Network network;
  std::string name;  ///< "step 400 of run 3".
};

/// What the drawer remembers.
struct TheoryState {
  int page = 0;
  std::optional<Assumption> open;  ///< The card that is opened.
  std::optional<HeldNetwork> held;
  Comparer comparer;
  ComparedKind comparedKind = ComparedKind::kOptimizers;
  long comparedSteps = 1000;
  std::array<plot::PlotState, 4> plots;  ///< Of the opened card, or of the page.
  std::array<plot::PlotLink, 4> links;
};

struct TheoryContext {
  const ui::Frame& frame;
  const ModelFrame& model;
  TheoryState& state;
  Actions& actions;

  /// The looks at the run that the window shows; null until there is one.
  const TheoryFrame* theory() const {
    const bool isOfThisRun = model.theory && model.theory->runNumber == model.train->runNumber;
    return isOfThisRun ? model.theory.get() : nullptr;
  }
  /// The look at the moment that the window shows: the last one at or before it. theory() is not
  /// null.
  const TheoryLook& look() const;
  /// Whether that is the newest one, which the distributions belong to.
  bool isNewestLook() const { return &look() == &theory()->looks.back(); }
  const TheoryConfig& settings() const { return actions.config().theory; }
};

/// Colours of the drawer's plots: no layer's.
struct TheoryInks {
  figure::Color first;
  figure::Color second;
  figure::Color third;
  figure::Color muted;
};
TheoryInks theoryInks(const ui::Frame& frame);

/// Draws one of the drawer's plots across the available width. Plots with one `link` share their x
/// axis; by default each has its own.
void drawTheoryPlot(const TheoryContext& context, std::size_t which, const plot::PlotSpec& spec,
                    plot::Scale yScale, std::optional<std::size_t> link = {});

/// One number of each look, for plots against the step. Looks that do not lie on a regular grid
/// (the one at a pause) are left out.
struct LookColumn {
  std::vector<double> values;
  double firstStep = 0.0;
  double stride = 1.0;
};
LookColumn lookColumn(const TheoryFrame& theory,
                      const std::function<double(const TheoryLook&)>& value);

}  // namespace adamscope
