#include "app/model/dropped_file.h"

#include <doctest/doctest.h>

#include <array>
#include <filesystem>

#include "core/base/file.h"
#include "core/io/network_file.h"
#include "core/network/initialization.h"
#include "core/session/presets.h"
#include "tests/support/temporary_folder.h"

namespace adamscope {
namespace {

constexpr const char* kCsv = "a,b,label\n0,0,x\n1,1,y\n0,1,x\n1,0,y\n";

void write(const TemporaryFolder& folder, const std::string& name, const std::string& text) {
  const Status written = writeFileAtomically(folder.file(name), text);
  REQUIRE_MESSAGE(written.ok(), written.message());
}

Network smallNetwork() {
  return initializeNetwork({.widths = {2, 4, 1}}, Initialization::kPyTorch, 1);
}

/// One file of each kind, and some that are none.
void fill(const TemporaryFolder& folder) {
  write(folder, "samples.CSV", kCsv);
  write(folder, "config.json", configToJson(findPreset("sine")->config));
  write(folder, "preset.json", R"({"description": "Mine.", "data": {"source": "xor"}})");
  write(folder, "net.json", networkToJson(smallNetwork()));
  write(folder, "net.safetensors", networkToSafetensors(smallNetwork()));
  write(folder, "list.json", "[1, 2]");
  write(folder, "broken.json", "{");
  write(folder, "notes.txt", "hello");
  std::filesystem::create_directory(folder.path() / "run");
  write(folder, "run/config.json", configToJson(findPreset("circles")->config));
  std::filesystem::create_directory(folder.path() / "empty");
}

}  // namespace

TEST_SUITE("model") {
  TEST_CASE("a dropped file is recognised by its ending and its content") {
    const TemporaryFolder folder;
    fill(folder);
    const std::array<std::pair<const char*, FileKind>, 6> rows{
        {{"samples.CSV", FileKind::kData},
         {"config.json", FileKind::kConfig},
         {"preset.json", FileKind::kConfig},
         {"net.json", FileKind::kNetwork},
         {"net.safetensors", FileKind::kNetwork},
         {"run", FileKind::kRunFolder}}};
    for (const auto& row : rows) {
      const std::string name(row.first);
      const FileKind kind = row.second;
      CAPTURE(name);
      const Result<FileKind> found = kindOfFile(folder.file(name));
      REQUIRE_MESSAGE(found.ok(), found.message());
      CHECK(*found == kind);
    }
  }

  TEST_CASE("what cannot be opened is named, with what can") {
    const TemporaryFolder folder;
    fill(folder);
    for (const char* name : {"notes.txt", "list.json", "empty"}) {
      CAPTURE(std::string(name));
      const Result<FileKind> found = kindOfFile(folder.file(name));
      REQUIRE_FALSE(found.ok());
      CHECK(found.message().find(name) != std::string::npos);
      CHECK(found.message().find(".csv") != std::string::npos);
    }
    CHECK(kindOfFile(folder.file("none")).message().starts_with("there is no file"));
    CHECK(kindOfFile(folder.file("broken.json")).message().find("line 1") != std::string::npos);
  }

  TEST_CASE("each kind of file gives the configuration that uses it") {
    const TemporaryFolder folder;
    fill(folder);
    const auto with = [&](const char* name) {
      return configWithFile(folder.file(name), Config{}, Task::kClassification);
    };
    CHECK(with("samples.CSV")->data.source == "csv:" + folder.file("samples.CSV"));
    CHECK(*with("config.json") == findPreset("sine")->config);
    CHECK(with("preset.json")->data.source == "xor");
    CHECK(with("net.json")->network.load == folder.file("net.json"));
    CHECK(with("net.safetensors")->network.load == folder.file("net.safetensors"));
    CHECK(*with("run") == findPreset("circles")->config);
    CHECK_FALSE(with("notes.txt").ok());
  }

  TEST_CASE("a broken CSV file or network is refused with the place in it") {
    const TemporaryFolder folder;
    write(folder, "bad.csv", "a,label\n1,x\nzwei,y\n");
    write(folder, "bad.json", R"({"widths": [2, 1], "layers": []})");
    const auto messageOf = [&](const char* name) {
      return configWithFile(folder.file(name), Config{}, Task::kClassification).message();
    };
    CHECK(messageOf("bad.csv").find("line 3, column 1 (a)") != std::string::npos);
    CHECK(messageOf("bad.json").find("layers") != std::string::npos);
  }
}

}  // namespace adamscope
