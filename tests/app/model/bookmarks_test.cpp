#include "app/model/bookmarks.h"

#include <doctest/doctest.h>

#include <fstream>
#include <vector>

#include "core/base/file.h"
#include "tests/support/temporary_folder.h"

namespace adamscope {
namespace {

TrainFrame momentAt(long step, std::optional<std::size_t> event = {}) {
  TrainFrame train;
  train.step = step;
  train.event = event;
  return train;
}

TEST_SUITE_BEGIN("model");

TEST_CASE("bookmarks are ordered by moment, and walked from wherever one is") {
  Bookmarks marks;
  marks.add(momentAt(500));
  marks.add(momentAt(20));
  marks.add(momentAt(500, 77));  // inside step 500, so before its end
  CHECK(marks.add(momentAt(20)) == 0);
  REQUIRE(marks.all().size() == 3);
  CHECK(marks.all()[1].event == 77);
  CHECK(marks.at(momentAt(500)) == 2);
  CHECK_FALSE(marks.at(momentAt(21)).has_value());
  CHECK(marks.after(momentAt(0)) == 0);
  CHECK(marks.after(momentAt(20)) == 1);
  CHECK(marks.after(momentAt(500, 80)) == 2);
  CHECK_FALSE(marks.after(momentAt(500)).has_value());
  CHECK(marks.before(momentAt(500)) == 1);
  CHECK_FALSE(marks.before(momentAt(20)).has_value());
  marks.remove(1);
  CHECK(marks.before(momentAt(500)) == 0);
}

TEST_CASE("bookmarks are written into the run's folder and read back") {
  const TemporaryFolder folder;
  const TemporaryFolder other;
  Bookmarks marks;
  CHECK(marks.saveIfNew(folder.path().string()).ok());
  CHECK(folder.entryCount() == 0);
  marks.setNote(marks.add(momentAt(7, 3)), "caf\u00E9 \"quoted\",\nsecond line");
  marks.add(momentAt(9));
  CHECK(marks.saveIfNew("").ok());
  REQUIRE(marks.saveIfNew(folder.path().string()).ok());
  Bookmarks back;
  REQUIRE(back.load(folder.path().string()).ok());
  CHECK(back.all() == marks.all());
  // A new run folder gets them too.
  REQUIRE(marks.saveIfNew(other.path().string()).ok());
  CHECK(other.entryCount() == 1);
  CHECK(marks.saveIfNew("/proc/nowhere").ok() == false);
  CHECK(marks.saveIfNew("/proc/nowhere").ok());  // said once
}

TEST_CASE("a damaged file of bookmarks is refused, and what there was stays") {
  const TemporaryFolder folder;
  Bookmarks marks;
  marks.add(momentAt(1));
  for (const char* text : {"", "{}", "[]", "{\"bookmarks\": 3}", "{\"bookmarks\": [{}]}",
                           "{\"bookmarks\": [{\"step\": -1, \"note\": \"\"}]}",
                           "{\"bookmarks\": [{\"step\": 1, \"note\": 2}]}"}) {
    CAPTURE(text);
    REQUIRE(writeFileAtomically(folder.file("bookmarks.json"), text).ok());
    CHECK_FALSE(marks.load(folder.path().string()).ok());
    CHECK(marks.all().size() == 1);
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
