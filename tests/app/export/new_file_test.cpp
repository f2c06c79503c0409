// Names of exports: they say what is in the file, and take no other file's place.
#include "app/export/new_file.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "core/base/file.h"
#include "tests/support/temporary_folder.h"

namespace adamscope {
namespace {

namespace fs = std::filesystem;

TrainFrame frameOf(const std::string& source, long step) {
  TrainFrame train;
  train.config.data.source = source;
  train.step = step;
  return train;
}

}  // namespace

TEST_SUITE("export") {
  TEST_CASE("a name says the data, the part and the step") {
    CHECK(exportStem(frameOf("two_moons", 736), "") == "adamscope-two_moons-step-000736");
    CHECK(exportStem(frameOf("iris", 0), "loss") == "adamscope-iris-loss-step-000000");
    CHECK(exportStem(frameOf("two_moons", 12345678), "") == "adamscope-two_moons-step-12345678");
  }

  TEST_CASE("a file of samples gives its name without folder, ending and strange characters") {
    CHECK(exportStem(frameOf("csv:/home/ada/my data.v2.csv", 1), "") ==
          "adamscope-my_data_v2-step-000001");
    CHECK(exportStem(frameOf("csv:../../etc/passwd", 1), "") == "adamscope-passwd-step-000001");
    CHECK(exportStem(frameOf("csv:/", 1), "") == "adamscope-run-step-000001");
  }

  TEST_CASE("numbers stand before the ending, or at the end of a folder's name") {
    CHECK(numberedPath("/a/b.png", 1) == "/a/b.png");
    CHECK(numberedPath("/a/b.png", 2) == "/a/b-2.png");
    CHECK(numberedPath("/a.b/c", 3) == "/a.b/c-3");
  }

  TEST_CASE("a new file never takes another one's place") {
    const TemporaryFolder folder;
    const std::string wish = folder.file("picture.png");
    REQUIRE(writeFileAtomically(wish, "mine").ok());
    REQUIRE(writeFileAtomically(folder.file("picture-2.png"), "mine, too").ok());
    Result<NewFile> file = NewFile::create(wish);
    REQUIRE_MESSAGE(file.ok(), file.message());
    CHECK(file->path() == folder.file("picture-3.png"));
    file->keep();
    CHECK(*readTextFile(wish) == "mine");
    CHECK(*readTextFile(folder.file("picture-2.png")) == "mine, too");
    // The name is taken before anything is written.
    const Result<NewFile> next = NewFile::create(wish);
    REQUIRE(next.ok());
    CHECK(next->path() == folder.file("picture-4.png"));
  }

  TEST_CASE("what was not kept is gone, and what was kept stays") {
    const TemporaryFolder folder;
    {
      const Result<NewFile> file = NewFile::create(folder.file("a.svg"));
      REQUIRE(file.ok());
      CHECK(fs::exists(file->path()));
    }
    CHECK(folder.entryCount() == 0);
    {
      Result<NewFile> file = NewFile::create(folder.file("a.svg"));
      REQUIRE(file.ok());
      file->keep();
    }
    CHECK(folder.entryCount() == 1);
  }

  TEST_CASE("a folder that is not there is made") {
    const TemporaryFolder folder;
    const Result<NewFile> file = NewFile::create(folder.file("new/deep/a.png"));
    CHECK_MESSAGE(file.ok(), file.message());
    const Result<std::string> made = createNewFolder(folder.file("logs/run"));
    REQUIRE(made.ok());
    CHECK(fs::is_directory(*made));
    CHECK(*createNewFolder(folder.file("logs/run")) == folder.file("logs/run-2"));
  }

  TEST_CASE("a place that cannot be written is named with the reason and a remedy") {
    const TemporaryFolder folder;
    REQUIRE(writeFileAtomically(folder.file("file"), "no folder").ok());
    for (const std::string& path : {folder.file("file/a.png"), std::string("/proc/1/a.png")}) {
      CAPTURE(path);
      const Result<NewFile> file = NewFile::create(path);
      REQUIRE_FALSE(file.ok());
      CHECK(file.message().find(path) == 0);
      CHECK(file.message().find("Choose another folder") != std::string::npos);
      CHECK_FALSE(createNewFolder(path).ok());
    }
    CHECK(folder.entryCount() == 1);
  }
}

}  // namespace adamscope
