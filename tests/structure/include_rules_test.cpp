// Who may include whom. The rules are pure functions of a path and an include, so that the tests
// can show that they refuse what they should, and then apply them to every file of the tree.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string>

#include "tests/support/source_tree.h"

namespace adamscope {
namespace {

/// The modules of core/; each may include itself and those before it.
constexpr std::array<const char*, 10> kCoreModules{"base",     "geometry", "network",   "data",
                                                   "training", "regions",  "crossings", "theory",
                                                   "session",  "io"};

/// How the name of an include of a drawing or window library begins.
constexpr std::array<const char*, 11> kGraphicalPrefixes{
    "GL/", "GLES", "GLFW/", "glm/", "EGL/", "epoxy/", "imgui", "implot", "cairo", "app/", "pango"};

/// The place of a module in kCoreModules; its size for a name that is not there.
std::size_t rankOf(const std::string& module) {
  const auto* place = std::find(kCoreModules.begin(), kCoreModules.end(), module);
  return static_cast<std::size_t>(place - kCoreModules.begin());
}

/// "regions" of "core/regions/tessellation.h"; empty if the path is not of that form.
std::string coreModuleOf(const std::string& path) {
  if (!path.starts_with("core/")) return {};
  const std::size_t end = path.find('/', 5);
  return end == std::string::npos ? std::string() : path.substr(5, end - 5);
}

bool isGraphical(const std::string& include) {
  return std::any_of(kGraphicalPrefixes.begin(), kGraphicalPrefixes.end(),
                     [&](const char* prefix) { return include.starts_with(prefix); });
}

/// Whether the core file at `path` may include `include`.
bool coreMayInclude(const std::string& path, const std::string& include) {
  if (isGraphical(include) || include.starts_with("tests/")) return false;
  if (!include.starts_with("core/")) return true;
  const std::size_t from = rankOf(coreModuleOf(path));
  const std::size_t to = rankOf(coreModuleOf(include));
  return to < kCoreModules.size() && to <= from;
}

/// What a file must include first: its own header, where it has one. A header that compiles as
/// the first thing in its source file compiles alone.
std::string requiredFirstInclude(const SourceFile& file) {
  if (file.isHeader()) return {};
  std::filesystem::path header(file.path);
  header.replace_extension(".h");
  return std::filesystem::exists(sourceRoot() / header) ? header.generic_string() : std::string();
}

}  // namespace

TEST_SUITE("structure") {
  TEST_CASE("the include rule refuses what it should") {
    CHECK(coreMayInclude("core/regions/a.cpp", "core/regions/b.h"));
    CHECK(coreMayInclude("core/regions/a.cpp", "core/base/b.h"));
    CHECK(coreMayInclude("core/regions/a.cpp", "vector"));
    CHECK_FALSE(coreMayInclude("core/regions/a.cpp", "core/crossings/b.h"));
    CHECK_FALSE(coreMayInclude("core/regions/a.cpp", "core/nowhere/b.h"));
    CHECK_FALSE(coreMayInclude("core/regions/a.cpp", "app/figure/b.h"));
    CHECK_FALSE(coreMayInclude("core/base/a.cpp", "cairo.h"));
    CHECK_FALSE(coreMayInclude("core/base/a.cpp", "tests/support/b.h"));
  }

  TEST_CASE("core includes nothing graphical and no module below itself") {
    for (const SourceFile& file : readSourceTree()) {
      if (!file.path.starts_with("core/")) continue;
      CAPTURE(file.path);
      CHECK_MESSAGE(rankOf(coreModuleOf(file.path)) < kCoreModules.size(),
                    "core/ has no module of this name; add it to kCoreModules in its place");
      for (const std::string& include : file.includes()) {
        CAPTURE(include);
        CHECK(coreMayInclude(file.path, include));
      }
    }
  }

  TEST_CASE("the program includes nothing of the tests") {
    for (const SourceFile& file : readSourceTree()) {
      if (!file.path.starts_with("app/")) continue;
      CAPTURE(file.path);
      for (const std::string& include : file.includes()) {
        CAPTURE(include);
        CHECK_FALSE(include.starts_with("tests/"));
      }
    }
  }

  TEST_CASE("an include of the project names a file from the top of the tree") {
    for (const SourceFile& file : readSourceTree()) {
      CAPTURE(file.path);
      for (const std::string& include : file.includes()) {
        CAPTURE(include);
        CHECK_FALSE(include.starts_with("."));
        const bool ours = include.starts_with("core/") || include.starts_with("app/") ||
                          include.starts_with("tests/");
        if (ours) CHECK(std::filesystem::exists(sourceRoot() / include));
      }
    }
  }

  TEST_CASE("each header has #pragma once") {
    for (const SourceFile& file : readSourceTree()) {
      CAPTURE(file.path);
      if (file.isHeader()) CHECK(codeOnly(file.text).find("#pragma once\n") != std::string::npos);
    }
  }

  TEST_CASE("each source file includes its own header first") {
    for (const SourceFile& file : readSourceTree()) {
      const std::string own = requiredFirstInclude(file);
      if (own.empty()) continue;
      CAPTURE(file.path);
      const std::vector<std::string> includes = file.includes();
      REQUIRE_FALSE(includes.empty());
      CHECK(includes.front() == own);
    }
  }
}

}  // namespace adamscope
