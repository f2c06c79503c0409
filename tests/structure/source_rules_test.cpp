// What no source file may contain, and how long one may be.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <regex>
#include <string>
#include <vector>

#include "tests/support/source_tree.h"

namespace adamscope {
namespace {

/// Words that must not stand in the code (comments and strings do not count).
struct Ban {
  const char* what;     ///< What is refused, and what to do instead.
  const char* pattern;  ///< Regular expression.
  const char* allowed;  ///< Regular expression: where paths begin so, it may; empty: nowhere.
  const char* example;  ///< Code that the ban must catch.
};

constexpr std::array<Ban, 8> kBans{{
    {"the C library's generator: use core/base/random.h", R"(\bs?rand\s*\(|\b[dlm]rand48\b)", "",
     "int i = std::rand();"},
    {"<random>, whose results differ between libraries: use core/base/random.h",
     R"(#\s*include\s*<random>|std::(mt19937|random_device|\w+_distribution|\w+_engine)\b)", "",
     "std::normal_distribution<double> normal;"},
    {"std::shuffle, whose result differs between libraries: use core/base/random.h",
     R"(std::(ranges::)?(shuffle|sample)\b)", "", "std::shuffle(a.begin(), a.end(), g);"},
    {"unordered containers, whose order differs between libraries: use std::map or a sorted vector",
     R"(\bunordered_(multi)?(map|set)\b)", "", "std::unordered_map<int, int> counts;"},
    {"threads outside core/session: take an Executor (core/base/executor.h)",
     R"(std::j?thread\b|std::async\b|\bpthread_create\b|#\s*pragma\s+omp)", "(core/session|tests)/",
     "std::jthread worker(work);"},
    {"compiler options in the code, which change floating-point results",
     R"(#\s*pragma\s+(GCC\s+optimize|STDC\s+FP_CONTRACT|clang\s+fp)|__attribute__\s*\(\(\s*optimize)",
     "", "#pragma GCC optimize"},
    {"operator new and malloc: values or std::unique_ptr",
     R"(\bnew\s+[A-Za-z_:]+\s*[\[({]|\bm?c?alloc\s*\()", "tests/support/allocation_counter.cpp",
     "auto* a = new int[3];"},
    {"a second main of doctest: tests/support/main.cpp has it", R"(DOCTEST_CONFIG_IMPLEMENT)",
     "tests/support/main.cpp", "#define DOCTEST_CONFIG_IMPLEMENT"},
}};

/// Files stay under this (style guide); one that nears it is to be split.
constexpr int kMostLines = 500;
/// What a file should stay under.
constexpr int kAimedLines = 300;

/// "path:line" of each place in `code` that the ban refuses.
std::vector<std::string> violations(const Ban& ban, const std::string& path,
                                    const std::string& code) {
  std::vector<std::string> places;
  const std::string allowed = ban.allowed;
  const bool mayStand =
      std::regex_search(path, std::regex(allowed), std::regex_constants::match_continuous);
  if (!allowed.empty() && mayStand) return places;
  const std::regex pattern(ban.pattern);
  for (auto match = std::sregex_iterator(code.begin(), code.end(), pattern);
       match != std::sregex_iterator(); ++match) {
    const auto offset = static_cast<std::size_t>(match->position());
    places.push_back(path + ":" + std::to_string(lineOf(code, offset)));
  }
  return places;
}

}  // namespace

TEST_SUITE("structure") {
  TEST_CASE("comments and literals are no code") {
    CHECK(codeOnly("a // rand()\nb") == "a \nb");
    CHECK(codeOnly("a /* x\ny */ b") == "a \n b");
    CHECK(codeOnly(R"(f("a\"b") + 'c' + '"';)") == "f() +  + ;");
    CHECK(codeOnly("s = R\"x(1 \" )\" 2)x\"; t") == "s = ; t");
    CHECK(codeOnly("n = 1'000'000; // million") == "n = 1'000'000; ");
  }

  TEST_CASE("each ban catches its example and lets the same text stand in a comment") {
    for (const Ban& ban : kBans) {
      CAPTURE(std::string(ban.what));
      const std::string example = ban.example;
      CHECK(violations(ban, "core/base/example.cpp", codeOnly(example)).size() == 1);
      CHECK(violations(ban, "core/base/example.cpp", codeOnly("// " + example)).empty());
    }
  }

  TEST_CASE("no source file contains what is banned") {
    for (const SourceFile& file : readSourceTree()) {
      const std::string code = codeOnly(file.text);
      for (const Ban& ban : kBans) {
        for (const std::string& place : violations(ban, file.path, code)) {
          FAIL_CHECK(place << ": " << std::string(ban.what));
        }
      }
    }
  }

  TEST_CASE("no source file has more than 500 lines") {
    for (const SourceFile& file : readSourceTree()) {
      CAPTURE(file.path);
      CHECK(file.lineCount() <= kMostLines);
      if (file.lineCount() > kAimedLines) {
        MESSAGE(file.path << " has " << file.lineCount() << " lines; the aim is " << kAimedLines);
      }
    }
  }
}

}  // namespace adamscope
