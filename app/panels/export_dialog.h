// Asks what to write, how and where to: the window, the view, a plot, the logs, the configuration.
#pragma once

#include <optional>
#include <string>

#include "app/export/picture_size.h"
#include "app/model/actions.h"
#include "app/model/ui_state.h"
#include "app/panels/export_rows.h"
#include "app/ui/frame.h"
#include "app/window/settings.h"

namespace adamscope {

/// What the dialog needs to know.
struct ExportScene {
  const ModelFrame& model;
  const UiState& state;
  Settings& settings;  ///< The folder of an export is remembered there.
  DrawnArea window;
  DrawnArea view;
};

class ExportDialog {
 public:
  /// Asks, from the next draw() on.
  void open() { isRequested_ = true; }
  /// Call once each frame. What was decided, in that frame.
  std::optional<ExportRequest> draw(const ui::Frame& frame, const ExportScene& scene);

 private:
  enum class What { kWindow, kView, kPlot, kLogs, kConfig };
  enum class Format { kPng, kSvg, kPdf, kCsv };

  void drawWhat(const ui::Frame& frame);
  void drawFormat(const ui::Frame& frame, const ExportScene& scene);
  void drawSize(const ui::Frame& frame, const ExportScene& scene);
  void drawPlace(const ui::Frame& frame, const ExportScene& scene);
  bool isSized() const;
  ExportKind kind() const;
  ExportRequest request() const;
  bool hasFormat(Format format, const ExportScene& scene) const;
  std::string problem(const ExportScene& scene) const;

  bool isRequested_ = false;
  What what_ = What::kWindow;
  Format format_ = Format::kPng;
  int plot_ = 0;
  SizeChoice size_;
  PlaceRows place_;
};

}  // namespace adamscope
