#include "app/export/movie.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "app/export/new_file.h"
#include "core/base/check.h"
#include "core/base/text.h"

namespace adamscope {

namespace {

namespace fs = std::filesystem;

/// How much of what ffmpeg says is quoted.
constexpr std::size_t kQuotedBytes = 600;
constexpr int kMostNumbers = 10'000;

bool isThere(const std::string& path) {
  std::error_code failure;
  return fs::exists(fs::symlink_status(path, failure));
}

bool isEmptyFolder(const std::string& path) {
  std::error_code failure;
  return fs::is_directory(path, failure) && fs::is_empty(path, failure) && !failure;
}

Error taken(const std::string& path) {
  return Error{path + " is there already; give another name"};
}

Error unwritable(const std::string& path, const std::string& reason) {
  return Error{path + " cannot be written: " + reason};
}

std::string frameName(long number) {
  char name[32];
  std::snprintf(name, sizeof name, "/frame_%06ld.png", number);
  return name;
}

/// Whether it is a name as frameName() gives it, without the '/'.
bool isFrameName(const std::string& name) {
  const std::string_view text(name);
  if (!text.starts_with("frame_") || !text.ends_with(".png") || text.size() < 16) return false;
  const std::string_view digits = text.substr(6, text.size() - 10);
  return std::all_of(digits.begin(), digits.end(),
                     [](unsigned char c) { return std::isdigit(c) != 0; });
}

void removeFrames(const std::string& folder) {
  std::error_code failure;
  std::vector<fs::path> frames;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, failure)) {
    if (isFrameName(entry.path().filename().string())) frames.push_back(entry.path());
  }
  for (const fs::path& frame : frames) fs::remove(frame, failure);
}

/// The hidden name of a file while it is written.
std::string partName(const std::string& name) {
  std::string part = name + ".part-" + std::to_string(::getpid());
  part.insert(0, 1, '.');
  return part;
}

std::string withoutSlash(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

}  // namespace

gl::Image withEvenSides(gl::Image image) {
  const int width = image.widthPx + image.widthPx % 2;
  const int height = image.heightPx + image.heightPx % 2;
  if (width == image.widthPx && height == image.heightPx) return image;
  gl::Image even{.widthPx = width, .heightPx = height, .rgba = {}};
  even.rgba.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const std::uint8_t* from =
          image.pixel(std::min(x, image.widthPx - 1), std::min(y, image.heightPx - 1));
      const auto index = static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                         static_cast<std::size_t>(x);
      std::memcpy(even.rgba.data() + 4 * index, from, 4);
    }
  }
  return even;
}

Result<std::unique_ptr<MovieWriter>> MovieWriter::create(const MovieSpec& spec) {
  ADAMSCOPE_CHECK(spec.widthPx > 0 && spec.heightPx > 0, "a movie has a size");
  const int most =
      spec.format == MovieFormat::kGif ? kMostGifFramesPerSecond : kMostFramesPerSecond;
  if (spec.framesPerSecond < 1 || spec.framesPerSecond > most) {
    return Error{"A movie of this format has 1 to " + std::to_string(most) +
                 " frames a second, not " + std::to_string(spec.framesPerSecond)};
  }
  auto writer = std::make_unique<MovieWriter>(Private(), spec);
  writer->spec_.path = withoutSlash(spec.path);
  const bool isFolder = spec.format == MovieFormat::kPngFolder;
  const Status begun = isFolder ? writer->prepareFolder() : writer->startEncoder();
  if (!begun) return begun.error();
  return writer;
}

MovieWriter::~MovieWriter() { discard(); }

void MovieWriter::discard() {
  encoder_.reset();
  std::error_code ignored;
  if (!partPath_.empty()) fs::remove(std::exchange(partPath_, {}), ignored);
}

Status MovieWriter::prepareFolder() {
  if (spec_.ifTaken == IfTaken::kNumber) {
    Result<std::string> made = createNewFolder(spec_.path);
    if (!made) return made.error();
    spec_.path = std::move(*made);
    return {};
  }
  std::error_code failure;
  if (!isThere(spec_.path)) {
    fs::create_directories(spec_.path, failure);
    return failure ? Status(unwritable(spec_.path, failure.message())) : Status();
  }
  if (isEmptyFolder(spec_.path)) return {};
  if (spec_.ifTaken == IfTaken::kRefuse || !fs::is_directory(spec_.path, failure)) {
    return taken(spec_.path);
  }
  removeFrames(spec_.path);
  return {};
}

Status MovieWriter::startEncoder() {
  if (const Status possible = checkMovieFormat(spec_.format); !possible) return possible;
  std::error_code failure;
  const bool mayReplace =
      spec_.ifTaken == IfTaken::kReplace && !fs::is_directory(spec_.path, failure);
  const bool isFree = spec_.ifTaken == IfTaken::kNumber || mayReplace || !isThere(spec_.path);
  if (!isFree) return taken(spec_.path);
  const fs::path whole(spec_.path);
  if (spec_.ifTaken == IfTaken::kNumber) fs::create_directories(whole.parent_path(), failure);
  partPath_ = (whole.parent_path() / partName(whole.filename().string())).string();
  // By us first: a place that cannot be written is told in our words, before anything is trained.
  const int file = ::open(partPath_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0) {
    partPath_.clear();
    return unwritable(spec_.path, std::generic_category().message(errno));
  }
  ::close(file);
  const int padding = needsEvenSides(spec_.format) ? 1 : 0;
  const RawPictures pictures{.widthPx = spec_.widthPx + padding * (spec_.widthPx % 2),
                             .heightPx = spec_.heightPx + padding * (spec_.heightPx % 2),
                             .framesPerSecond = spec_.framesPerSecond};
  auto started = ChildProcess::start(ffmpegWords(spec_.format, pictures, partPath_));
  if (!started) {
    discard();
    return started.error();
  }
  encoder_ = std::move(*started);
  return {};
}

Status MovieWriter::addPng(const gl::Image& image) {
  const Status written = gl::writePng(spec_.path + frameName(frames_ + 1), image);
  if (written) ++frames_;
  return written;
}

Status MovieWriter::add(const gl::Image& image) {
  ADAMSCOPE_CHECK(image.widthPx == spec_.widthPx && image.heightPx == spec_.heightPx,
                  "all pictures of a movie have one size");
  ADAMSCOPE_CHECK(!end_, "the movie goes on");
  if (!encoder_) return addPng(image);
  if (Status sent = send(true); !sent) return sent;
  pending_ = needsEvenSides(spec_.format) ? withEvenSides(image).rgba : image.rgba;
  sent_ = 0;
  ++frames_;
  return send(false);
}

Result<bool> MovieWriter::advance() {
  if (const Status sent = send(false); !sent) return sent.error();
  return sent_ == pending_.size();
}

Status MovieWriter::send(bool waits) {
  while (encoder_ && sent_ < pending_.size()) {
    const Result<std::size_t> taken = encoder_->send(std::span(pending_).subspan(sent_));
    if (!taken) return encoderFailed(taken.message());
    sent_ += *taken;
    if (*taken > 0) continue;
    if (!waits) break;
    encoder_->waitToSend();
  }
  return {};
}

Error MovieWriter::encoderFailed(const std::string& reason) {
  encoder_->closeInput();
  const int status = encoder_->wait();
  const std::string words(trimmed(encoder_->printed(kQuotedBytes)));
  discard();
  const std::string quoted = words.empty() ? reason : "it says: " + words;
  return Error{"ffmpeg failed (exit status " + std::to_string(status) + "): " + quoted};
}

void MovieWriter::end() {
  if (end_ || !encoder_ || sent_ < pending_.size()) return;
  encoder_->closeInput();
}

std::optional<Status> MovieWriter::ended() {
  if (end_) return end_;
  if (!encoder_) return end_.emplace();
  if (const Status sent = send(false); !sent) return end_.emplace(sent);
  if (sent_ < pending_.size()) return std::nullopt;
  encoder_->closeInput();
  const std::optional<int> status = encoder_->status();
  if (!status) return std::nullopt;
  if (*status != 0) return end_.emplace(encoderFailed("it printed no reason"));
  encoder_.reset();
  return end_.emplace(takeName());
}

Status MovieWriter::finish() {
  if (const Status sent = send(true); !sent) return sent;
  end();
  if (encoder_) encoder_->wait();
  return ended().value_or(Status());
}

/// Gives the complete file its name; whoever took that name meanwhile keeps it.
Status MovieWriter::takeName() {
  std::error_code failure;
  if (spec_.ifTaken == IfTaken::kReplace) {
    fs::rename(partPath_, spec_.path, failure);
    if (!failure) partPath_.clear();
    return failure ? Status(unwritable(spec_.path, failure.message())) : Status();
  }
  for (int number = 1; number <= kMostNumbers; ++number) {
    const std::string name = numberedPath(spec_.path, number);
    if (isThere(name)) continue;
    fs::create_hard_link(partPath_, name, failure);
    if (failure == std::errc::file_exists) continue;
    // Some file systems have no hard links.
    if (failure) fs::rename(partPath_, name, failure);
    if (failure) return unwritable(name, failure.message());
    fs::remove(std::exchange(partPath_, {}), failure);
    spec_.path = name;
    return {};
  }
  return taken(spec_.path);
}

}  // namespace adamscope
