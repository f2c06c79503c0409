// The three plots under the views, with one step axis: losses and errors, crossings per window by
// layer, and the totals against the bounds of theory section 4.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/model/actions.h"
#include "app/model/bound_course.h"
#include "app/model/ui_state.h"
#include "app/plot/plot_export.h"
#include "app/plot/plot_widget.h"
#include "app/ui/frame.h"
#include "app/ui/rect.h"

namespace adamscope {

class PlotsPanel {
 public:
  /// Draws the plots side by side into `rect` of the current ImGui window.
  void draw(const ui::Frame& frame, const ModelFrame& model, UiState& state, Actions& actions,
            const ui::Rect& rect);

  /// Writes the request's plot as it is seen (.png, .svg, .pdf), or all its numbers (.csv), into
  /// the file `path`, and replaces what is there. Error: as writePlot.
  Status write(const ExportRequest& request, const ui::Theme& theme, const std::string& path) const;
  /// "loss", "crossings" or "bounds", for file names.
  static const char* nameOf(std::size_t plot);

 private:
  static constexpr std::size_t kPlots = 3;
  /// The ranges of one quantity along the run.
  struct Track {
    plot::ValueAccess value;
    plot::MinMaxPyramid pyramid;
  };

  void follow(const ModelFrame& model);
  void addTracks();
  void makeSpecs(const ui::Frame& frame, const ModelFrame& model, const UiState& state);
  plot::PlotSpec lossPlot(const ModelFrame& model) const;
  plot::PlotSpec crossingPlot(const ModelFrame& model) const;
  plot::PlotSpec boundPlot(const ui::Frame& frame, const ModelFrame& model) const;
  plot::PlotSeries series(std::size_t track, const std::string& name, const figure::Color& color,
                          const std::string& explanation) const;
  void followKept(const TrainFrame& train);
  void addKept(plot::PlotSpec& spec, const ModelFrame& model, const UiState& state,
               const std::string& what, double (*value)(const StepPoint&)) const;
  void drawBoundLine(const ui::Frame& frame, const ModelFrame& model, const ui::Rect& place) const;
  std::string boundVerdict(const ModelFrame& model) const;

  long runNumber_ = -1;
  std::shared_ptr<const RunHistory> history_;
  long steps_ = 0;  // how many of them the tracks hold
  std::vector<std::unique_ptr<Track>> tracks_;
  /// The ranges of the quantities of a kept run.
  struct KeptTracks {
    std::shared_ptr<const RunHistory> history;
    long steps = 0;
    plot::MinMaxPyramid loss;
    plot::MinMaxPyramid crossings;
  };
  std::vector<std::unique_ptr<KeptTracks>> keptTracks_;
  std::optional<BoundCourse> boundCourse_;
  const BoundTracker* nearLinear_ = nullptr;  // of the course, at the moment that is shown
  double constant_ = 1.0;
  std::array<plot::PlotSpec, kPlots> specs_;
  std::array<plot::PlotState, kPlots> states_;
  plot::PlotLink link_;
};

}  // namespace adamscope
