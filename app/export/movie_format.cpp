#include "app/export/movie_format.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "app/export/child_process.h"
#include "core/base/check.h"
#include "core/base/text.h"

namespace adamscope {

namespace {

namespace fs = std::filesystem;

constexpr const char* kProgram = "ffmpeg";
/// How much of what ffmpeg says is quoted.
constexpr std::size_t kQuotedBytes = 600;

/// What ffmpeg is told about a format.
struct Encoder {
  MovieFormat format;
  const char* ending;
  const char* name;      ///< As in the list of `ffmpeg -encoders`.
  const char* muxer;     ///< The file's name has another ending while it is written.
  const char* filter;    ///< sRGB to what the format holds.
  const char* settings;  ///< Sharp enough that lines of one pixel stay lines.
};

constexpr const char* kYuv = "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p";
constexpr const char* kColors =
    " -colorspace bt709 -color_primaries bt709 -color_trc iec61966-2-1 -color_range tv";

constexpr std::array<Encoder, 3> kEncoders{{
    {MovieFormat::kMp4, ".mp4", "libx264", "mp4", kYuv,
     "-preset medium -crf 16 -tune animation -movflags +faststart"},
    {MovieFormat::kWebm, ".webm", "libvpx-vp9", "webm", kYuv,
     "-crf 24 -b:v 0 -deadline good -cpu-used 4 -row-mt 1"},
    // A palette for each picture: one for all would keep every picture in memory until the end.
    {MovieFormat::kGif, ".gif", "gif", "gif",
     "split[a][b];[a]palettegen=stats_mode=single:reserve_transparent=0[p];"
     "[b][p]paletteuse=new=1:dither=bayer:bayer_scale=4",
     "-loop 0"},
}};

const Encoder& encoderOf(MovieFormat format) {
  const auto* found = std::find_if(kEncoders.begin(), kEncoders.end(),
                                   [&](const Encoder& e) { return e.format == format; });
  ADAMSCOPE_CHECK(found != kEncoders.end(), "a folder has no encoder");
  return *found;
}

void appendWords(std::vector<std::string>& words, std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

std::vector<std::string> ffmpegWords(MovieFormat format, const RawPictures& from,
                                     const std::string& to) {
  const Encoder& encoder = encoderOf(format);
  const std::string size = std::to_string(from.widthPx) + "x" + std::to_string(from.heightPx);
  std::vector<std::string> words{kProgram};
  appendWords(words, "-hide_banner -loglevel error -nostdin -y -f rawvideo -pixel_format rgb0");
  appendWords(words, "-video_size " + size);
  appendWords(words, "-framerate " + std::to_string(from.framesPerSecond));
  appendWords(words, "-i pipe:0 -an -filter_complex");
  words.emplace_back(encoder.filter);
  appendWords(words, std::string("-c:v ") + encoder.name);
  appendWords(words, encoder.settings);
  if (needsEvenSides(format)) appendWords(words, kColors);
  appendWords(words, std::string("-f ") + encoder.muxer);
  // A name that begins with '-' or holds a ':' must not be read as something else.
  words.push_back("file:" + to);
  return words;
}

std::string ffmpegRemedy(MovieFormat format) {
  return " Install it (Debian: apt-get install ffmpeg), or write a folder of PNG pictures instead "
         "of " +
         std::string(encoderOf(format).ending) + ".";
}

bool needsEvenSides(MovieFormat format) {
  return format == MovieFormat::kMp4 || format == MovieFormat::kWebm;
}

std::string endingFor(MovieFormat format) {
  return format == MovieFormat::kPngFolder ? std::string() : encoderOf(format).ending;
}

Result<MovieFormat> movieFormatOf(const std::string& path) {
  std::error_code failure;
  std::string ending = fs::path(path).extension().string();
  if (ending.empty() || path.ends_with('/') || fs::is_directory(path, failure)) {
    return MovieFormat::kPngFolder;
  }
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (const Encoder& encoder : kEncoders) {
    if (ending == encoder.ending) return encoder.format;
  }
  return Error{path + ": a movie is an .mp4, a .webm, a .gif, or a folder (FOLDER/) for pictures"};
}

Status checkMovieFormat(MovieFormat format) {
  if (format == MovieFormat::kPngFolder) return {};
  const Encoder& encoder = encoderOf(format);
  auto list = ChildProcess::start({kProgram, "-hide_banner", "-encoders"});
  if (!list) {
    return Error{std::string(encoder.ending) + " needs ffmpeg, which is not installed: " +
                 list.message() + "." + ffmpegRemedy(format)};
  }
  (*list)->closeInput();
  const int status = (*list)->wait();
  constexpr std::size_t kWholeList = 1U << 20U;
  const std::string text = (*list)->printed(kWholeList);
  if (status != 0) {
    return Error{"ffmpeg does not work here (exit status " + std::to_string(status) + "): " +
                 std::string(trimmed(text.substr(0, kQuotedBytes))) + "." + ffmpegRemedy(format)};
  }
  if (text.find(std::string(" ").append(encoder.name).append(" ")) != std::string::npos) return {};
  return Error{"This ffmpeg has no encoder " + std::string(encoder.name) + ", which " +
               encoder.ending + " needs." + ffmpegRemedy(format)};
}

}  // namespace adamscope
