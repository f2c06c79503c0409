#include "core/base/spill_block.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <new>
#include <utility>

namespace adamscope {

namespace {

/// A file in the folder that nobody else can see; -1 if there can be none.
int openNameless(const std::string& folder) {
#ifdef O_TMPFILE
  const int file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (file >= 0) return file;
#endif
  // Not every file system has them.
  std::string path = folder + "/.adamscope-XXXXXX";
  const int named = ::mkstemp(path.data());
  if (named >= 0) ::unlink(path.c_str());
  return named;
}

}  // namespace

SpillBlock::SpillBlock(std::size_t bytes, const std::string& folder) : bytes_(bytes) {
  if (bytes >= kLeastBytes && !folder.empty() && mapFile(folder)) return;
  data_ = ::operator new(bytes);
}

SpillBlock::~SpillBlock() {
  if (data_ == nullptr) return;
  if (isOnDisk_) {
    ::munmap(data_, bytes_);
  } else {
    ::operator delete(data_);
  }
}

SpillBlock::SpillBlock(SpillBlock&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)),
      bytes_(std::exchange(other.bytes_, 0)),
      isOnDisk_(std::exchange(other.isOnDisk_, false)) {}

SpillBlock& SpillBlock::operator=(SpillBlock&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(bytes_, other.bytes_);
  std::swap(isOnDisk_, other.isOnDisk_);
  return *this;
}

bool SpillBlock::mapFile(const std::string& folder) {
  const int file = openNameless(folder);
  if (file < 0) return false;
  // All of the room now: a page that the disk has no room for later would end the program.
  const bool hasRoom = ::posix_fallocate(file, 0, static_cast<off_t>(bytes_)) == 0;
  void* place =
      hasRoom ? ::mmap(nullptr, bytes_, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0) : MAP_FAILED;
  ::close(file);
  if (place == MAP_FAILED) return false;
  data_ = place;
  isOnDisk_ = true;
  return true;
}

void SpillBlock::rest(std::size_t bytes) const {
  if (!isOnDisk_) return;
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  // Of a shared mapping this drops the pages from the process, never what is in them.
  ::madvise(data_, bytes / page * page, MADV_DONTNEED);
}

}  // namespace adamscope
