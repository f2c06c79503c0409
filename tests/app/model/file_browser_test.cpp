#include "app/model/file_browser.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/support/temporary_folder.h"

namespace adamscope {
namespace {

namespace fs = std::filesystem;
using Kind = FileChoice::Kind;

void touch(const TemporaryFolder& folder, const std::string& name, std::size_t bytes = 1) {
  std::ofstream(folder.file(name)) << std::string(bytes, 'x');
}

/// Some folders and files of several kinds.
void fill(const TemporaryFolder& folder) {
  for (const char* name : {"b2.csv", "b10.csv", "A.CSV", "net.json", ".hidden.csv"}) {
    touch(folder, name, std::string(name) == "b2.csv" ? 100 : 10);
  }
  for (const char* name : {"runs", "Data", ".git"}) fs::create_directory(folder.path() / name);
  touch(folder, "Data/inner.csv");
}

std::vector<std::string> namesOf(const std::vector<FileEntry>& entries) {
  std::vector<std::string> names;
  for (const FileEntry& entry : entries) names.push_back(entry.name);
  return names;
}

FileBrowser browserIn(const TemporaryFolder& folder, FileRequest request = {.endings = {".csv"}}) {
  FileBrowser browser;
  browser.begin(std::move(request));
  browser.enter(folder.path().string());
  return browser;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_SUITE("model") {
  TEST_CASE("a list shows folders first, then the files of the wanted kind in a person's order") {
    const TemporaryFolder folder;
    fill(folder);
    FileBrowser browser = browserIn(folder);
    CHECK(namesOf(browser.entries()) == Names{"Data", "runs", "A.CSV", "b2.csv", "b10.csv"});
    browser.sortBy(FileSort::kName, true);
    CHECK(namesOf(browser.entries()) == Names{"runs", "Data", "b10.csv", "b2.csv", "A.CSV"});
    browser.sortBy(FileSort::kSize, true);
    CHECK(namesOf(browser.entries()) == Names{"Data", "runs", "b2.csv", "A.CSV", "b10.csv"});
    browser.sortBy(FileSort::kName, false);
    browser.showHidden(true);
    CHECK(namesOf(browser.entries()) ==
          Names{".git", "Data", "runs", ".hidden.csv", "A.CSV", "b2.csv", "b10.csv"});
  }

  TEST_CASE("names are compared without case, and their numbers by value") {
    CHECK(comesBefore("b2", "b10"));
    CHECK_FALSE(comesBefore("b10", "b2"));
    CHECK(comesBefore("a", "B"));
    CHECK(comesBefore("run", "run2"));
    CHECK(comesBefore("run007", "run8"));
    CHECK_FALSE(comesBefore("x", "x"));
    CHECK(comesBefore("0", "00") != comesBefore("00", "0"));
  }

  TEST_CASE("a typed path may be relative, absolute or begin at home") {
    CHECK(resolvedPath("a.csv", "/data") == "/data/a.csv");
    CHECK(resolvedPath("../b/./c", "/data") == "/b/c");
    CHECK(resolvedPath("/x/y/", "/data") == "/x/y");
    const char* home = std::getenv("HOME");
    REQUIRE(home != nullptr);
    CHECK(resolvedPath("~/a", "/data") == fs::path(home).lexically_normal() / "a");
  }

  TEST_CASE("completion goes as far as all matches agree") {
    const TemporaryFolder folder;
    fill(folder);
    const std::string here = folder.path().string();
    const std::vector<std::string> csv{".csv"};
    CHECK(completedPath("b", here, csv) == "b");
    CHECK(completedPath("b1", here, csv) == "b10.csv");
    CHECK(completedPath("Da", here, csv) == "Data/");
    CHECK(completedPath("Data/i", here, csv) == "Data/inner.csv");
    CHECK(completedPath("ne", here, csv) == "ne");
    CHECK(completedPath("ne", here, {".json"}) == "net.json");
    CHECK(completedPath("nowhere/x", here, csv) == "nowhere/x");
  }

  TEST_CASE("opening goes into folders, takes files and refuses what is not there") {
    const TemporaryFolder folder;
    fill(folder);
    FileBrowser browser = browserIn(folder);
    CHECK(browser.accept().kind == Kind::kNothing);
    browser.select(0);
    CHECK(browser.accept().kind == Kind::kEntered);
    CHECK(namesOf(browser.entries()) == Names{"inner.csv"});
    browser.enterParent();
    CHECK(browser.selected() == 0);
    browser.typed = "none.csv";
    const FileChoice refused = browser.accept();
    CHECK(refused.kind == Kind::kRefused);
    CHECK(browser.problem().find("none.csv") != std::string::npos);
    browser.moveSelection(1);
    browser.moveSelection(1);
    CHECK(browser.typed == "A.CSV");
    CHECK(browser.problem().empty());
    const FileChoice chosen = browser.accept();
    CHECK(chosen.kind == Kind::kChosen);
    CHECK(chosen.path == folder.file("A.CSV"));
    CHECK(browser.recentFolders() == Names{folder.path().string()});
  }

  TEST_CASE("saving adds the ending, asks before it replaces, and needs a folder") {
    const TemporaryFolder folder;
    fill(folder);
    FileBrowser browser =
        browserIn(folder, {.isSave = true, .endings = {".json"}, .suggestedName = "config.json"});
    CHECK(browser.typed == "config.json");
    browser.typed = "mine";
    CHECK(browser.accept().path == folder.file("mine.json"));
    browser.typed = "net";
    CHECK(browser.accept().kind == Kind::kExists);
    CHECK(browser.accept(true).path == folder.file("net.json"));
    browser.typed = "nowhere/x.json";
    CHECK(browser.accept().kind == Kind::kRefused);
  }

  TEST_CASE("a folder that cannot be read is named, and the list stays") {
    const TemporaryFolder folder;
    fill(folder);
    FileBrowser browser = browserIn(folder);
    browser.enter(folder.file("nowhere"));
    CHECK(browser.problem().find("nowhere") != std::string::npos);
    CHECK(browser.folder() == folder.path().string());
    CHECK(browser.entries().size() == 5);
  }

  TEST_CASE("the eight folders used last are remembered, each once") {
    const TemporaryFolder folder;
    FileBrowser browser = browserIn(folder, {});
    for (const int i : {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9}) {
      const std::string name = std::string("d").append(std::to_string(i));
      fs::create_directory(folder.path() / name);
      touch(folder, name + "/a");
      browser.typed = folder.file(name + "/a");
      CHECK(browser.accept().kind == Kind::kChosen);
    }
    REQUIRE(browser.recentFolders().size() == 8);
    CHECK(browser.recentFolders().front() == folder.file("d9"));
    CHECK(browser.recentFolders().back() == folder.file("d2"));
  }
}

}  // namespace adamscope
