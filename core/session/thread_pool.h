// Worker threads for work that is cut into independent tasks (core/base/executor.h).
#pragma once

#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "core/base/executor.h"

namespace adamscope {

/// An Executor whose workers and calling thread take tasks from one counter. forEach must be called
/// from one thread at a time.
class ThreadPool final : public Executor {
 public:
  /// `threads` in all, the calling one included; 0 takes one for each core.
  explicit ThreadPool(int threads = 0);
  ~ThreadPool() override;

  int threadCount() const { return static_cast<int>(workers_.size()) + 1; }
  void forEach(int count, const std::function<void(int)>& task) override;

 private:
  void work(const std::stop_token& stop);
  void takeTasks();

  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::condition_variable done_;
  const std::function<void(int)>* task_ = nullptr;
  int count_ = 0;
  std::atomic<int> next_ = 0;
  int busy_ = 0;         // workers inside takeTasks()
  long generation_ = 0;  // of the current forEach
  std::exception_ptr failure_;
  std::vector<std::jthread> workers_;
};

}  // namespace adamscope
