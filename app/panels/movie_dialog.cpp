#include "app/panels/movie_dialog.h"

#include <algorithm>
#include <array>
#include <climits>
#include <utility>

#include "app/export/new_file.h"
#include "app/panels/number_format.h"
#include "app/ui/buttons.h"
#include "app/ui/dialog.h"
#include "app/ui/rows.h"

namespace adamscope {

namespace {

using ui::Frame;

constexpr const char* kPopup = "##movie";
constexpr float kWidthEm = 38.0F;
constexpr float kLabelEm = 6.0F;
constexpr std::array kFormats{MovieFormat::kMp4, MovieFormat::kWebm, MovieFormat::kGif,
                              MovieFormat::kPngFolder};

/// A box for a whole number of at least 1, with what it counts behind it.
void countBox(const Frame& frame, const char* id, int& count, const char* unit,
              const ui::Tip& tip) {
  {
    const ui::WithFont font(frame.fonts.numbers);
    ImGui::SetNextItemWidth(frame.em(5.5F));
    ImGui::InputInt(id, &count, 0, 0);
  }
  ui::tipOnHover(frame, tip);
  ImGui::SameLine(0, frame.grid(2));
  ImGui::AlignTextToFramePadding();
  ui::mutedText(frame, unit);
}

int mostFramesPerSecond(MovieFormat format) {
  return format == MovieFormat::kGif ? kMostGifFramesPerSecond : kMostFramesPerSecond;
}

}  // namespace

void MovieDialog::choose(MovieFormat format) {
  format_ = format;
  formatProblem_ = checkMovieFormat(format).message();
}

void MovieDialog::begin(const ExportScene& scene) {
  const TrainFrame& train = *scene.model.train;
  place_.begin(scene.settings.exportFolder);
  choose(format_);
  // ffmpeg may have been installed since; where it is not, what works is there at once.
  if (!formatProblem_.empty()) choose(MovieFormat::kPngFolder);
  // To the end of what is there, or of the training.
  const long end = std::max(train.lastStep, train.config.steps);
  if (train.step >= lastStep_ || lastStep_ > end) {
    const long beyond = train.step + 1000;
    lastStep_ = static_cast<int>(std::min<long>(end > train.step ? end : beyond, INT_MAX));
  }
  const long steps = lastStep_ - train.step;
  // About ten seconds of movie.
  constexpr long kFrames = 300;
  stepsPerFrame_ = static_cast<int>(std::max(1L, steps / kFrames));
}

std::optional<MovieRequest> MovieDialog::draw(const Frame& frame, const ExportScene& scene) {
  if (std::exchange(isRequested_, false)) {
    ImGui::OpenPopup(kPopup);
    begin(scene);
  }
  const ui::DialogSpec spec{
      .id = kPopup, .title = "Record a movie", .widthEm = kWidthEm, .topShare = 0.15F};
  if (!ui::beginDialog(frame, spec)) return std::nullopt;
  const TrainFrame& train = *scene.model.train;
  drawWhat(frame);
  drawFormat(frame);
  const DrawnArea& area = isViewOnly_ ? scene.view : scene.window;
  drawSizeRows(frame, kLabelEm, size_,
               sizeText(area, size_.scale) +
                   (size_.scale > 1 ? ", drawn anew with sharp text" : ", as on the screen"));
  drawPace(frame);
  drawUntil(frame, train);
  drawPlace(frame, scene);
  std::optional<MovieRequest> decided;
  if (drawDialogEnd(frame, {.trouble = problem(scene),
                            .remark = remark(train),
                            .action = "Record",
                            .hasKeyboard = !place_.isBrowsing()})) {
    decided = request();
    const std::string folder = place_.folderToRemember();
    if (!folder.empty()) scene.settings.exportFolder = folder;
    ImGui::CloseCurrentPopup();
  }
  ui::endDialog();
  return decided;
}

void MovieDialog::drawWhat(const Frame& frame) {
  const std::array<ui::Segment, 2> cells{
      {{.text = "Window", .tip = {.body = "All of it, as it is."}},
       {.text = "View",
        .tip = {.body = "The picture in the centre alone. What you turn, move or zoom while the "
                        "movie is recorded is in it."}}}};
  rowLabel(frame, "What", kLabelEm);
  isViewOnly_ = ui::segmented(frame, "what", cells, isViewOnly_ ? 1 : 0, frame.em(12)) == 1;
}

void MovieDialog::drawFormat(const Frame& frame) {
  const std::array<ui::Segment, 4> cells{
      {{.text = "MP4", .tip = {.body = "H.264: for slides and every player."}},
       {.text = "WebM", .tip = {.body = "VP9: for web pages; slower to make."}},
       {.text = "GIF",
        .tip = {.body = "256 colours a picture and large files; plays wherever pictures do."}},
       {.text = "PNG folder",
        .tip = {.body = "frame_000001.png, frame_000002.png, ...: nothing is lost, and nothing "
                        "else is needed. Any program for movies takes them."}}}};
  rowLabel(frame, "Format", kLabelEm);
  const auto now =
      static_cast<int>(std::find(kFormats.begin(), kFormats.end(), format_) - kFormats.begin());
  const int chosen = ui::segmented(frame, "format", cells, now, frame.em(24));
  if (chosen == now) return;
  choose(kFormats[static_cast<std::size_t>(chosen)]);
  place_.forgetName();
}

void MovieDialog::drawPace(const Frame& frame) {
  rowLabel(frame, "Pace", kLabelEm);
  countBox(frame, "##stride", stepsPerFrame_, "steps a picture",
           {.title = "Steps from one picture to the next",
            .body = "Training waits for the pictures, so the movie runs evenly however fast this "
                    "machine is."});
  ImGui::SameLine(0, frame.grid(5));
  countBox(
      frame, "##fps", framesPerSecond_, "pictures a second",
      {.title = "Pictures a second", .body = "Crossings flash and fade by the movie's own time."});
}

void MovieDialog::drawUntil(const Frame& frame, const TrainFrame& train) {
  constexpr std::array<ui::Segment, 2> kCells{{{.text = "Step"}, {.text = "I stop it"}}};
  rowLabel(frame, "Until", kLabelEm);
  hasEnd_ = ui::segmented(frame, "until", kCells, hasEnd_ ? 0 : 1, frame.em(12)) == 0;
  if (!hasEnd_) return;
  ImGui::SameLine(0, frame.grid(3));
  const std::string from = "from step " + groupedText(train.step);
  countBox(frame, "##last", lastStep_, from.c_str(),
           {.title = "The last picture's step",
            .body = "The first picture is of the moment shown now, also of a past one."});
}

void MovieDialog::drawPlace(const Frame& frame, const ExportScene& scene) {
  const TrainFrame& train = *scene.model.train;
  place_.suggest(exportStem(train.config) + (isViewOnly_ ? "-view" : "") + "-movie" +
                 endingFor(format_));
  const bool isFolder = format_ == MovieFormat::kPngFolder;
  place_.draw(frame, kLabelEm,
              {.title = isFolder ? "Name of the folder" : "Name of the file",
               .body = isFolder ? "A new folder for the pictures." : "The data."},
              endingFor(format_));
}

std::string MovieDialog::problem(const ExportScene& scene) const {
  if (!formatProblem_.empty()) return formatProblem_;
  if (stepsPerFrame_ < 1) return "There is at least 1 step from one picture to the next.";
  const int most = mostFramesPerSecond(format_);
  if (framesPerSecond_ < 1 || framesPerSecond_ > most) {
    return "A movie of this format has 1 to " + std::to_string(most) + " pictures a second.";
  }
  const TrainFrame& train = *scene.model.train;
  if (hasEnd_ && lastStep_ <= train.step) {
    return "The last step must be after step " + groupedText(train.step) +
           ", which is shown now; go back in time to record what is past.";
  }
  if (train.state == SessionState::kDiverged) {
    return "The run has diverged, so it does not go on; go back in time to record how.";
  }
  if (const std::string place = place_.problem(); !place.empty()) return place;
  return pictureFrame(isViewOnly_ ? scene.view : scene.window, size_.wish()).message();
}

std::string MovieDialog::remark(const TrainFrame& train) const {
  const std::string end = " A name that is taken gets a number; nothing is lost.";
  if (!hasEnd_) return "Stop is over the view while it is recorded." + end;
  const long frames = framesBetween(train.step, lastStep_, stepsPerFrame_);
  const double seconds = static_cast<double>(frames) / static_cast<double>(framesPerSecond_);
  return groupedText(frames) + " pictures, " + secondsText(seconds) + "." + end;
}

MovieRequest MovieDialog::request() const {
  const PictureWish wish = size_.wish();
  MovieRequest request{.isViewOnly = isViewOnly_,
                       .scale = wish.scale,
                       .widthPx = wish.widthPx,
                       .heightPx = wish.heightPx,
                       .stepsPerFrame = stepsPerFrame_,
                       .framesPerSecond = framesPerSecond_,
                       .lastStep = {},
                       .path = place_.path(),
                       .replaces = place_.replaces()};
  if (hasEnd_) request.lastStep = lastStep_;
  if (format_ == MovieFormat::kPngFolder) request.path += '/';
  return request;
}

}  // namespace adamscope
