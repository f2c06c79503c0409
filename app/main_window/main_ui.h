// The whole content of the window: menus, panels and views over one live session. Drawn by the
// window's loop and, without a display, into a picture.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "app/export/picture_size.h"
#include "app/main_window/dialogs.h"
#include "app/model/actions.h"
#include "app/panels/commands.h"
#include "app/panels/inspector_panel.h"
#include "app/panels/plots_panel.h"
#include "app/panels/setup_state.h"
#include "app/panels/theory_panel.h"
#include "app/panels/timeline_panel.h"
#include "app/ui/layout.h"
#include "app/ui/toasts.h"
#include "app/views/graph_view.h"
#include "app/views/input_view.h"
#include "app/views/parameter_view.h"
#include "app/views/picture_notes.h"
#include "app/views/surface_view.h"
#include "app/window/settings.h"

namespace adamscope {

class MainUi {
  struct Private {};  // Only create() can name it.

 public:
  /// An OpenGL context must be current, now and as long as this lives; so must the session. Error:
  /// what a view cannot have.
  static Result<std::unique_ptr<MainUi>> create(LiveSession& session, Settings settings);

  /// What is drawn with OpenGL.
  struct Views {
    InputView input;
    SurfaceView surface;
    ParameterView parameter;
  };
  MainUi(Private, LiveSession& session, Settings settings, Views views);

  /// Draws one frame.
  void draw(const ui::Frame& frame);
  /// Asks whether to go on with a run that was not closed.
  void offerRestore(const std::string& folder) { dialogs_.offerRestore(folder); }
  /// Draws what the last frame showed once more, for a picture: without messages, and with the
  /// regions of all that is visible, found here and now if they are not there yet. What moves by
  /// itself goes on for `deltaSeconds`.
  void drawPicture(const ui::Frame& frame, double deltaSeconds = 0.0);
  /// The same for the views alone, over the whole frame.
  void drawViewPicture(const ui::Frame& frame, double deltaSeconds = 0.0);
  /// Whether everything that the last frame showed is of the session's present moment: the regions,
  /// and the slice where one is looked at.
  bool isUpToDate() const;

  /// From now on time stands still for everything that is drawn, but for advanceClock().
  void holdClock() { heldClock_ = model_.timeSeconds; }
  void advanceClock(double seconds) { *heldClock_ += seconds; }
  /// Time goes on from where it was held.
  void releaseClock();

  /// The window and the views in it, as the last frame had them.
  const DrawnArea& drawnWindow() const { return drawnWindow_; }
  DrawnArea drawnView() const;

  /// What the window is asked for (quit, full screen); the caller clears it.
  WindowRequests& requests() { return requests_; }
  Settings& settings() { return settings_; }
  UiState& state() { return state_; }
  ui::Toasts& toasts() { return toasts_; }
  Actions& actions() { return actions_; }
  const ModelFrame& model() const { return model_; }
  const PlotsPanel& plots() const { return plots_; }
  /// The theory drawer's; null while it is under way and where there is none.
  std::shared_ptr<const Comparison> comparison() const { return theory_.comparison(); }

 private:
  /// What the left column shows, where it holds several panels.
  enum class LeftTab { kSetup, kInspector, kTheory };

  void pickUp(const ui::Frame& frame);
  void followMoment();
  void serveBookmarks();
  void drawPanels(const ui::Frame& frame, const ui::Layout& layout, const CommandContext& context);
  void drawLeft(const ui::Frame& frame, const ui::Layout& layout);
  ui::Layout drawWindow(const ui::Frame& frame);
  void drawViews(const ui::Frame& frame, const ui::Rect& rect);
  void drawToolbar(const ui::Frame& frame, const ui::Rect& rect, bool isParameter);
  void drawCentre(const ui::Frame& frame, const ui::Rect& rect);
  void drawView(const ui::Frame& frame, const ui::Rect& rect);
  void drawParameterView(const ui::Frame& frame, const ui::Rect& rect);
  void analyseForPicture();
  void drawSplitters(const ui::Frame& frame, const ui::Layout& layout,
                     const ui::LayoutInput& input);
  void measure(const ui::Frame& frame);
  double clockSeconds(const ui::Frame& frame) const;

  LiveSession& session_;
  Settings settings_;
  Actions actions_;
  UiState state_;
  WindowRequests requests_;
  ui::Toasts toasts_;
  Views views_;
  PictureNotes notes_;
  SurfaceViewState surface_;
  GraphView graphView_;
  InspectorPanel inspector_;
  TheoryPanel theory_;
  LeftTab leftTab_ = LeftTab::kSetup;
  PlotsPanel plots_;
  TimelinePanel timeline_;
  SetupState setup_;
  Dialogs dialogs_;
  ModelFrame model_;
  std::optional<std::size_t> shownEvent_;  // of the last frame's moment
  double framesPerSecond_ = 0.0;
  double lastFrameSeconds_ = 0.0;
  std::optional<double> heldClock_;
  double clockOffset_ = 0.0;  ///< From the frames' time to what is drawn, by held clocks.
  DrawnArea drawnWindow_;
  ui::Rect viewPlace_;  ///< Of the picture in the centre, without its toolbar.
  std::uint64_t pictureAnalyses_ = 0;
};

}  // namespace adamscope
