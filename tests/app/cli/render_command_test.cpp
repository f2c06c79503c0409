// adamscope render as a user calls it: the exact size, the same bytes again, and every refusal.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "app/cli/command_line.h"
#include "core/base/file.h"
#include "tests/support/program.h"
#include "tests/support/sample_shell.h"
#include "tests/support/temporary_folder.h"

namespace adamscope {
namespace {

using testing::ProgramEnd;
using testing::runProgram;
using Words = std::vector<std::string>;

ProgramEnd render(const TemporaryFolder& folder, const Words& words) {
  Words all{"render"};
  all.insert(all.end(), words.begin(), words.end());
  return runProgram({.arguments = all, .folder = folder.path().string()});
}

/// The four bytes of a PNG's header at `offset`, the highest first.
unsigned numberAt(const std::string& bytes, std::size_t offset) {
  unsigned number = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    number = number << 8U | static_cast<unsigned char>(bytes.at(offset + i));
  }
  return number;
}

}  // namespace

TEST_SUITE("cli") {
  TEST_CASE("render writes exactly the size asked for, and the same bytes again") {
    if (!canDrawOffscreen()) return;
    const TemporaryFolder folder;
    const Words words{"--steps", "20", "--size", "1001x703", "--out"};
    for (const char* name : {"a.png", "b.png"}) {
      Words call = words;
      call.emplace_back(name);
      const ProgramEnd end = render(folder, call);
      CAPTURE(end.error);
      CHECK(end.status == kExitDone);
      CHECK(end.output.empty());
      CHECK(end.error.empty());
    }
    const std::string bytes = readTextFile(folder.file("a.png")).value();
    CHECK(bytes == readTextFile(folder.file("b.png")).value());
    CHECK(numberAt(bytes, 16) == 1001);
    CHECK(numberAt(bytes, 20) == 703);
  }

  TEST_CASE("render replaces a picture only when told to") {
    if (!canDrawOffscreen()) return;
    const TemporaryFolder folder;
    REQUIRE(writeFileAtomically(folder.file("a.png"), "mine").ok());
    const Words words{"--steps", "0", "--size", "1000x700", "--out", "a.png"};
    const ProgramEnd refused = render(folder, words);
    CHECK(refused.status == kExitBadUsage);
    CHECK(refused.error.find("--overwrite") != std::string::npos);
    CHECK(*readTextFile(folder.file("a.png")) == "mine");
    Words again = words;
    again.emplace_back("--overwrite");
    CHECK(render(folder, again).status == kExitDone);
    CHECK(readTextFile(folder.file("a.png"))->starts_with("\x89PNG"));
  }

  TEST_CASE("render says what is wrong before it trains") {
    const TemporaryFolder folder;
    const struct {
      Words words;
      std::string part;
    } rows[] = {
        {{"--out", "a.png"}, "--size is required"},
        {{"--size", "1000x700"}, "--out is required"},
        {{"--size", "1000", "--out", "a.png"}, "'1000' is not WxH"},
        {{"--size", "0x700", "--out", "a.png"}, "'0x700' is not WxH"},
        {{"--size", "99999x700", "--out", "a.png"}, "16384"},
        {{"--size", "-1000x700", "--out", "a.png"}, "'-1000x700' is not WxH"},
        {{"--size", "300x200", "--out", "a.png"}, "at least 640x400"},
        {{"--size", "1000x700", "--scale", "4", "--out", "a.png"}, "at least 2560x1600"},
        {{"--size", "1000x700", "--scale", "0", "--out", "a.png"}, "from 1 to 4"},
        {{"--size", "1000x700", "--theme", "blue", "--out", "a.png"}, "dark or light"},
        {{"--size", "1000x700", "--view", "4d", "--out", "a.png"}, "both or 3d"},
        {{"--size", "1000x700", "--out", "a.jpg"}, "is a .png"},
        {{"--size", "1000x700", "--preset", "moon", "--out", "a.png"}, "two_moons"},
        {{"--size", "1000x700", "--steps", "many", "--out", "a.png"}, "--steps"},
    };
    for (const auto& row : rows) {
      CAPTURE(row.part);
      const ProgramEnd end = render(folder, row.words);
      CAPTURE(end.error);
      CHECK(end.status == kExitBadUsage);
      CHECK(end.error.find(row.part) != std::string::npos);
      CHECK(folder.entryCount() == 0);
    }
  }

  TEST_CASE("render fails with the reason where nothing can be written") {
    if (!canDrawOffscreen()) return;
    const TemporaryFolder folder;
    const ProgramEnd end =
        render(folder, {"--steps", "0", "--size", "1000x700", "--out", "no/such/folder/a.png"});
    CHECK(end.status == kExitFailed);
    CHECK(end.error.find("no/such/folder") != std::string::npos);
    CHECK(folder.entryCount() == 0);
  }
}

}  // namespace adamscope
