// The shape of the tree and of the build.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/source_tree.h"

namespace adamscope {
namespace {

namespace fs = std::filesystem;

/// What `ls` shows at the top; build, out and runs are made by the scripts and ignored by git.
const std::set<std::string> kTopFolders{"app", "assets", "build",   "core",    "docs",
                                        "out", "runs",   "scripts", "shaders", "tests"};
const std::set<std::string> kTopFiles{"CMakeLists.txt", "CMakePresets.json", "LICENSE",
                                      "README.md"};

std::string readAll(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// The names in TEST_SUITE("name") and TEST_SUITE_BEGIN("name") of a file. Its code without
/// literals would not have the names, so they are taken from the text.
std::set<std::string> suitesOf(const std::string& text) {
  const std::regex suite(R"re((?:^|\n)TEST_SUITE(?:_BEGIN)?\("([^"]*)"\))re");
  std::set<std::string> names;
  for (auto match = std::sregex_iterator(text.begin(), text.end(), suite);
       match != std::sregex_iterator(); ++match) {
    names.insert((*match)[1]);
  }
  return names;
}

/// The suites that tests/CMakeLists.txt hands to ctest.
std::set<std::string> registeredSuites() {
  std::istringstream list(ADAMSCOPE_TEST_SUITES);
  std::set<std::string> names;
  for (std::string name; std::getline(list, name, ',');) names.insert(name);
  return names;
}

/// Every file that decides how the compiler is called.
std::vector<fs::path> buildFiles() {
  std::vector<fs::path> files{sourceRoot() / "CMakeLists.txt", sourceRoot() / "CMakePresets.json"};
  for (const char* folder : {"core", "app", "tests", "scripts"}) {
    for (const fs::directory_entry& entry :
         fs::recursive_directory_iterator(sourceRoot() / folder)) {
      const fs::path& path = entry.path();
      if (path.filename() == "CMakeLists.txt" || path.extension() == ".cmake") {
        files.push_back(path);
      }
    }
  }
  return files;
}

/// The suite a test file belongs to: the folder of core/ or app/ that it mirrors.
std::string suiteOfPath(const std::string& path) {
  const fs::path folder = fs::path(path).parent_path();
  return folder.filename().string();
}

}  // namespace

TEST_SUITE("structure") {
  TEST_CASE("the top folder holds what the README maps, and nothing else") {
    for (const fs::directory_entry& entry : fs::directory_iterator(sourceRoot())) {
      const std::string name = entry.path().filename().string();
      if (name.starts_with(".")) continue;
      CAPTURE(name);
      const std::set<std::string>& allowed = entry.is_directory() ? kTopFolders : kTopFiles;
      CHECK_MESSAGE(allowed.contains(name), "put it in one of the folders that are there");
    }
  }

  TEST_CASE("each suite of the sources is registered with ctest, and each registered one exists") {
    std::set<std::string> used;
    for (const SourceFile& file : readSourceTree()) used.merge(suitesOf(file.text));
    CHECK(used == registeredSuites());
  }

  TEST_CASE("a test file has one suite, named after its folder") {
    for (const SourceFile& file : readSourceTree()) {
      if (!file.path.ends_with("_test.cpp")) continue;
      CAPTURE(file.path);
      CHECK(suitesOf(file.text) == std::set<std::string>{suiteOfPath(file.path)});
    }
  }

  TEST_CASE("the suite finder sees both ways of writing a suite") {
    CHECK(suitesOf("TEST_SUITE(\"a\") {\n}\nTEST_SUITE_BEGIN(\"b\");\n// TEST_SUITE(\"c\")\n") ==
          std::set<std::string>{"a", "b"});
  }

  TEST_CASE(
      "every file and picture that the documentation names is there, and every picture named") {
    const std::regex link(R"(\]\(([^)#:]+)\))");
    std::vector<fs::path> pages{sourceRoot() / "README.md"};
    for (const fs::directory_entry& entry : fs::directory_iterator(sourceRoot() / "docs")) {
      if (entry.path().extension() == ".md") pages.push_back(entry.path());
    }
    std::set<fs::path> named;
    for (const fs::path& page : pages) {
      const std::string text = readAll(page);
      for (auto match = std::sregex_iterator(text.begin(), text.end(), link);
           match != std::sregex_iterator(); ++match) {
        const fs::path target = page.parent_path() / match->str(1);
        CAPTURE(page);
        CHECK_MESSAGE(fs::exists(target), target);
        named.insert(fs::weakly_canonical(target));
      }
    }
    for (const fs::directory_entry& entry :
         fs::directory_iterator(sourceRoot() / "docs" / "images")) {
      CHECK_MESSAGE(named.count(fs::weakly_canonical(entry.path())) == 1, entry.path());
    }
  }

  TEST_CASE("the build asks for no option that changes floating-point results") {
    const std::regex unsafe(
        R"(fast-math|-Ofast|unsafe-math|-march=native|-ffp-contract=(fast|on)|associative-math)");
    int read = 0;
    for (const fs::path& path : buildFiles()) {
      ++read;
      std::istringstream lines(readAll(path));
      for (std::string line; std::getline(lines, line);) {
        CAPTURE(path);
        const std::string active = line.substr(0, line.find('#'));
        CHECK_MESSAGE(!std::regex_search(active, unsafe), line);
      }
    }
    CHECK(read >= 5);
  }
}

}  // namespace adamscope
