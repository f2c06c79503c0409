// Pictures one after another, written as a movie: a folder of PNG files, or MP4, WebM or GIF, which
// ffmpeg makes of the raw pixels that it is sent while the pictures come. Nothing is overwritten
// unless asked for, and the name of a movie is given to complete files only:
//
//   add ---pixels---> ffmpeg ---> .NAME.part-1234 ---rename at the end---> NAME
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/export/child_process.h"
#include "app/export/movie_format.h"
#include "app/gl/image.h"
#include "core/base/result.h"

namespace adamscope {

/// What to do if the movie's name is taken.
enum class IfTaken { kRefuse, kNumber, kReplace };

struct MovieSpec {
  std::string path;
  MovieFormat format = MovieFormat::kPngFolder;
  int widthPx = 0;  ///< Of every picture. Formats that need even numbers get one pixel more.
  int heightPx = 0;
  int framesPerSecond = 30;  ///< 1 to what the format allows. A folder does not keep it.
  /// kNumber: name-2, name-3, ...; kReplace: of a folder, its frames and nothing else.
  IfTaken ifTaken = IfTaken::kRefuse;
};

class MovieWriter {
  struct Private {};  // Only create() can name it.

 public:
  /// Error: a name that is taken, a place that cannot be written, no ffmpeg. Nothing is left then.
  static Result<std::unique_ptr<MovieWriter>> create(const MovieSpec& spec);
  MovieWriter(Private, MovieSpec spec) : spec_(std::move(spec)) {}
  /// A movie that has not ended leaves nothing; a folder keeps its frames.
  ~MovieWriter();
  MovieWriter(const MovieWriter&) = delete;
  MovieWriter& operator=(const MovieWriter&) = delete;

  /// The next picture, of the size of the spec. Waits until the one before it has gone. Error: why
  /// no more can be written (the disk is full, ffmpeg has ended, with its own words).
  Status add(const gl::Image& image);
  /// Hands over what can be without waiting. Whether add() would not wait.
  Result<bool> advance();

  /// No more pictures. Call ended() until it has an answer.
  void end();
  /// How it ended; nothing while ffmpeg still works.
  std::optional<Status> ended();
  /// end(), and waits.
  Status finish();

  long frames() const { return frames_; }
  /// Where it is: numbered, if the name was taken.
  const std::string& path() const { return spec_.path; }
  const MovieSpec& spec() const { return spec_; }

 private:
  Status prepareFolder();
  Status startEncoder();
  Status addPng(const gl::Image& image);
  Status send(bool waits);
  Status takeName();
  Error encoderFailed(const std::string& reason);
  void discard();

  MovieSpec spec_;
  std::unique_ptr<ChildProcess> encoder_;  // none for a folder
  std::string partPath_;                   // empty: nothing to remove
  std::vector<std::uint8_t> pending_;      // of the last picture
  std::size_t sent_ = 0;
  long frames_ = 0;
  std::optional<Status> end_;
};

/// The same picture with even sides: the last column and row are doubled where they are odd.
gl::Image withEvenSides(gl::Image image);

}  // namespace adamscope
