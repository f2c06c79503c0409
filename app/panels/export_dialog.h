// Asks what to write, how and where to: the window, the view, a plot, the logs, the configuration.
#pragma once

#include <optional>
#include <string>

#include "app/export/picture_size.h"
#include "app/model/actions.h"
#include "app/model/ui_state.h"
#include "app/panels/file_dialog.h"
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
  void drawExactSize(const ui::Frame& frame);
  void drawPath(const ui::Frame& frame, const ExportScene& scene);
  bool drawButtons(const ui::Frame& frame, const std::string& problem);
  bool isSized() const;
  ExportRequest request() const;
  bool hasFormat(Format format, const ExportScene& scene) const;
  std::string problem(const ExportScene& scene) const;
  void takeFolder(const ExportScene& scene);

  bool isRequested_ = false;
  What what_ = What::kWindow;
  Format format_ = Format::kPng;
  int plot_ = 0;
  int scale_ = 2;  ///< 0: the exact size below.
  int widthPx_ = 3840;
  int heightPx_ = 2160;
  std::string path_;  ///< As shown.
  bool isPathTyped_ = false;
  bool replaces_ = false;  ///< The file dialog has asked.
  FileDialog files_;
};

}  // namespace adamscope
