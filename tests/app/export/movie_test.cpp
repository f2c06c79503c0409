// Movies: a folder of pictures always; through ffmpeg, real or played by a script, with every way
// in which that can end.
#include "app/export/movie.h"

#include <doctest/doctest.h>

#include <csignal>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/file.h"
#include "tests/support/fake_ffmpeg.h"
#include "tests/support/temporary_folder.h"

namespace adamscope {
namespace {

namespace fs = std::filesystem;

/// A picture whose first byte is `number` and whose other bytes follow from it.
gl::Image pictureOf(int number, int width, int height) {
  gl::Image image{.widthPx = width, .heightPx = height, .rgba = {}};
  const auto bytes = static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4;
  for (std::size_t i = 0; i < bytes; ++i) {
    image.rgba.push_back(static_cast<std::uint8_t>(static_cast<std::size_t>(number) + 7 * i));
  }
  return image;
}

MovieSpec specFor(const std::string& path, int width = 64, int height = 48) {
  const Result<MovieFormat> format = movieFormatOf(path);
  REQUIRE_MESSAGE(format.ok(), format.message());
  return {.path = path, .format = *format, .widthPx = width, .heightPx = height};
}

/// Writes that many pictures; the first error.
Status write(MovieWriter& movie, int count) {
  for (int i = 0; i < count; ++i) {
    const gl::Image image = pictureOf(i, movie.spec().widthPx, movie.spec().heightPx);
    if (Status added = movie.add(image); !added) return added;
  }
  return movie.finish();
}

std::string bytesOf(const gl::Image& image) { return {image.rgba.begin(), image.rgba.end()}; }

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_SUITE("export") {
  TEST_CASE("the ending tells a movie's format, and none is a folder") {
    const TemporaryFolder folder;
    CHECK(*movieFormatOf("a.mp4") == MovieFormat::kMp4);
    CHECK(*movieFormatOf("a.b/c.WebM") == MovieFormat::kWebm);
    CHECK(*movieFormatOf("a.gif") == MovieFormat::kGif);
    CHECK(*movieFormatOf("a") == MovieFormat::kPngFolder);
    CHECK(*movieFormatOf("a.mp4/") == MovieFormat::kPngFolder);
    CHECK(*movieFormatOf(folder.path().string()) == MovieFormat::kPngFolder);
    CHECK(has(movieFormatOf("a.avi").message(), ".webm"));
  }

  TEST_CASE("a folder gets one PNG file for each picture, in order") {
    const TemporaryFolder folder;
    auto movie = MovieWriter::create(specFor(folder.file("new/frames/")));
    REQUIRE_MESSAGE(movie.ok(), movie.message());
    REQUIRE(write(**movie, 3).ok());
    CHECK((*movie)->frames() == 3);
    for (int i = 0; i < 3; ++i) {
      const std::string name = "new/frames/frame_00000" + std::to_string(i + 1) + ".png";
      const Result<std::string> png = gl::encodePng(pictureOf(i, 64, 48));
      CHECK(*readTextFile(folder.file(name)) == *png);
    }
  }

  TEST_CASE("a folder that is not empty is refused, numbered or cleared of its frames") {
    const TemporaryFolder folder;
    const std::string path = folder.file("frames");
    fs::create_directory(path);
    for (const char* name : {"/frame_000009.png", "/frame_x.png", "/notes.txt"}) {
      REQUIRE(writeFileAtomically(path + name, "mine").ok());
    }
    MovieSpec spec = specFor(path);
    CHECK(has(MovieWriter::create(spec).message(), "there already"));
    spec.ifTaken = IfTaken::kNumber;
    CHECK((*MovieWriter::create(spec))->path() == path + "-2");
    CHECK(fs::exists(path + "/frame_000009.png"));
    spec.ifTaken = IfTaken::kReplace;
    REQUIRE(write(**MovieWriter::create(spec), 1).ok());
    CHECK_FALSE(fs::exists(path + "/frame_000009.png"));
    CHECK(fs::exists(path + "/frame_000001.png"));
    CHECK(fs::exists(path + "/frame_x.png"));
    CHECK(fs::exists(path + "/notes.txt"));
  }

  TEST_CASE("the encoder gets every pixel in order, and the file its name at the end") {
    const FakeFfmpeg ffmpeg(FakeFfmpeg::kCopies);
    const TemporaryFolder folder;
    const std::string path = folder.file("a.mp4");
    // Larger than what a socket holds.
    auto movie = MovieWriter::create(specFor(path, 400, 300));
    REQUIRE_MESSAGE(movie.ok(), movie.message());
    std::string sent;
    for (int i = 0; i < 5; ++i) {
      const gl::Image image = pictureOf(i, 400, 300);
      REQUIRE((*movie)->add(image).ok());
      sent += bytesOf(image);
      CHECK_FALSE(fs::exists(path));
    }
    REQUIRE((*movie)->finish().ok());
    CHECK(*readTextFile(path) == sent);
    CHECK(folder.entryCount() == 1);
    CHECK(has(ffmpeg.words(), "-video_size\n400x300\n"));
    CHECK(has(ffmpeg.words(), "-framerate\n30\n"));
  }

  TEST_CASE("waiting is left to the caller where advance and ended are asked") {
    const FakeFfmpeg ffmpeg("sleep 0.2; cat > \"$file\"; sleep 0.2");
    const TemporaryFolder folder;
    auto movie = MovieWriter::create(specFor(folder.file("a.webm"), 400, 300));
    REQUIRE_MESSAGE(movie.ok(), movie.message());
    REQUIRE((*movie)->add(pictureOf(1, 400, 300)).ok());
    CHECK_FALSE(*(*movie)->advance());
    int waits = 0;
    while (!*(*movie)->advance()) ++waits;
    CHECK(waits > 0);
    (*movie)->end();
    CHECK_FALSE((*movie)->ended().has_value());
    CHECK((*movie)->finish().ok());
    CHECK((*movie)->ended()->ok());
    CHECK(fs::file_size(folder.file("a.webm")) == 400U * 300U * 4U);
  }

  TEST_CASE("odd sides get one pixel more where the format needs it") {
    const gl::Image even = withEvenSides(pictureOf(3, 3, 5));
    const gl::Image odd = pictureOf(3, 3, 5);
    CHECK(even.widthPx == 4);
    CHECK(even.heightPx == 6);
    for (int y = 0; y < 6; ++y) {
      for (int x = 0; x < 4; ++x) {
        CHECK(*even.pixel(x, y) == *odd.pixel(std::min(x, 2), std::min(y, 4)));
      }
    }
    const FakeFfmpeg ffmpeg(FakeFfmpeg::kCopies);
    const TemporaryFolder folder;
    REQUIRE(write(**MovieWriter::create(specFor(folder.file("a.mp4"), 31, 21)), 2).ok());
    CHECK(has(ffmpeg.words(), "32x22"));
    CHECK(fs::file_size(folder.file("a.mp4")) == 2U * 32U * 22U * 4U);
    REQUIRE(write(**MovieWriter::create(specFor(folder.file("a.gif"), 31, 21)), 2).ok());
    CHECK(has(ffmpeg.words(), "31x21"));
    CHECK(fs::file_size(folder.file("a.gif")) == 2U * 31U * 21U * 4U);
  }

  TEST_CASE("an encoder that dies is quoted, leaves nothing, and does not end the program") {
    const FakeFfmpeg ffmpeg(FakeFfmpeg::kDies);
    const TemporaryFolder folder;
    auto movie = MovieWriter::create(specFor(folder.file("a.mp4"), 400, 300));
    REQUIRE_MESSAGE(movie.ok(), movie.message());
    const Status written = write(**movie, 10);
    CHECK(has(written.message(), "No space left on device"));
    CHECK(has(written.message(), "exit status 5"));
    CHECK(folder.entryCount() == 0);
  }

  TEST_CASE("an encoder that fails after the last picture leaves no movie") {
    const FakeFfmpeg ffmpeg("cat > \"$file\"; echo 'cannot finish' >&2; exit 1");
    const TemporaryFolder folder;
    const Status written = write(**MovieWriter::create(specFor(folder.file("a.gif"))), 2);
    CHECK(has(written.message(), "cannot finish"));
    CHECK(folder.entryCount() == 0);
  }

  TEST_CASE("a movie that is given up leaves nothing, and its encoder is gone") {
    const FakeFfmpeg ffmpeg("echo $$ > \"$file.pid\"; cat > \"$file\"; sleep 100");
    const TemporaryFolder folder;
    {
      auto movie = MovieWriter::create(specFor(folder.file("a.mp4"), 400, 300));
      REQUIRE((*movie)->add(pictureOf(1, 400, 300)).ok());
      while (!*(*movie)->advance()) {
      }
      CHECK(folder.entryCount() == 2);
    }
    REQUIRE(folder.entryCount() == 1);
    const std::string pidFile = fs::directory_iterator(folder.path())->path().string();
    const int process = std::stoi(*readTextFile(pidFile));
    CHECK(::kill(process, 0) != 0);
  }

  TEST_CASE("nothing is overwritten unless asked for") {
    const FakeFfmpeg ffmpeg(FakeFfmpeg::kCopies);
    const TemporaryFolder folder;
    const std::string path = folder.file("a.mp4");
    REQUIRE(writeFileAtomically(path, "mine").ok());
    MovieSpec spec = specFor(path);
    CHECK(has(MovieWriter::create(spec).message(), "there already"));
    spec.ifTaken = IfTaken::kNumber;
    auto numbered = MovieWriter::create(spec);
    REQUIRE(write(**numbered, 1).ok());
    CHECK((*numbered)->path() == folder.file("a-2.mp4"));
    CHECK(*readTextFile(path) == "mine");
    spec.ifTaken = IfTaken::kReplace;
    REQUIRE(write(**MovieWriter::create(spec), 1).ok());
    CHECK(*readTextFile(path) == bytesOf(pictureOf(0, 64, 48)));
    // Somebody else takes the name while the pictures come.
    const std::string free = folder.file("b.mp4");
    auto late = MovieWriter::create(specFor(free));
    REQUIRE(writeFileAtomically(free, "mine").ok());
    REQUIRE(write(**late, 1).ok());
    CHECK(*readTextFile(free) == "mine");
    CHECK((*late)->path() == folder.file("b-2.mp4"));
  }

  TEST_CASE("what is missing is said before the first picture, with the remedy") {
    const TemporaryFolder folder;
    {
      const ScopedPath nowhere(folder.path().string());
      const std::string message = MovieWriter::create(specFor(folder.file("a.mp4"))).message();
      CHECK(has(message, "not installed"));
      CHECK(has(message, "apt-get install ffmpeg"));
      CHECK(has(message, "PNG"));
    }
    {
      const FakeFfmpeg ffmpeg(FakeFfmpeg::kCopies, "gif");
      const std::string message = MovieWriter::create(specFor(folder.file("a.webm"))).message();
      CHECK(has(message, "libvpx-vp9"));
      CHECK(checkMovieFormat(MovieFormat::kGif).ok());
    }
    const FakeFfmpeg ffmpeg(FakeFfmpeg::kCopies);
    CHECK(has(MovieWriter::create(specFor(folder.file("no/such/a.mp4"))).message(), "no/such"));
    MovieSpec fast = specFor(folder.file("a.gif"));
    fast.framesPerSecond = 60;
    CHECK(has(MovieWriter::create(fast).message(), "1 to 50"));
    CHECK(folder.entryCount() == 0);
  }

  TEST_CASE("the real ffmpeg makes a file of each format") {
    if (!hasRealFfmpeg()) return;
    const TemporaryFolder folder;
    const struct {
      const char* name;
      std::size_t offset;
      std::string magic;
    } rows[] = {{"a.mp4", 4, "ftyp"}, {"a.webm", 0, "\x1A\x45\xDF\xA3"}, {"a.gif", 0, "GIF89a"}};
    for (const auto& row : rows) {
      CAPTURE(std::string(row.name));
      const Result<MovieFormat> format = movieFormatOf(row.name);
      if (!checkMovieFormat(*format)) continue;
      auto movie = MovieWriter::create(specFor(folder.file(row.name), 63, 47));
      REQUIRE_MESSAGE(movie.ok(), movie.message());
      const Status written = write(**movie, 4);
      REQUIRE_MESSAGE(written.ok(), written.message());
      const std::string bytes = *readTextFile(folder.file(row.name));
      CHECK(bytes.substr(row.offset, row.magic.size()) == row.magic);
    }
  }
}

}  // namespace adamscope
