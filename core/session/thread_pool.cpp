#include "core/session/thread_pool.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <utility>

#include "core/base/check.h"

namespace adamscope {

/// One call of forEach. Shared, because a worker may look at it after the call has returned, only
/// to find that nothing is left.
struct ThreadPool::Job {
  Job(int taskCount, const std::function<void(int)>& work) : count(taskCount), task(&work) {}

  /// Takes tasks until none is left. `task` is used only by whoever got an index below count, and
  /// forEach returns only when all of those are done.
  void run() {
    for (int i = next.fetch_add(1); i < count; i = next.fetch_add(1)) {
      if (!hasFailed) runOne(i);
      const std::lock_guard lock(mutex);
      if (++done == count) finished.notify_all();
    }
  }

  void runOne(int i) {
    try {
      (*task)(i);
    } catch (...) {  // handed to the caller of forEach
      const std::lock_guard lock(mutex);
      if (!error) error = std::current_exception();
      hasFailed = true;
    }
  }

  const int count;
  const std::function<void(int)>* const task;
  const std::thread::id caller = std::this_thread::get_id();
  std::atomic<int> next = 0;
  std::atomic<bool> hasFailed = false;
  std::mutex mutex;  ///< Guards done and error.
  std::condition_variable finished;
  int done = 0;
  std::exception_ptr error;
};

ThreadPool::ThreadPool(int threadCount) {
  ADAMSCOPE_CHECK(threadCount >= 0, "a pool has at least one thread");
  if (threadCount == 0) {
    threadCount = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  }
  for (int i = 1; i < threadCount; ++i) {
    workers_.emplace_back([this](const std::stop_token& stop) { work(stop); });
  }
}

ThreadPool::~ThreadPool() {
  for (std::jthread& worker : workers_) worker.request_stop();
}

void ThreadPool::work(const std::stop_token& stop) {
  unsigned long long seen = 0;
  while (true) {
    std::shared_ptr<Job> job;
    {
      std::unique_lock lock(mutex_);
      if (!wake_.wait(lock, stop, [&] { return jobNumber_ != seen; })) return;
      seen = jobNumber_;
      job = job_;
    }
    if (job) job->run();
  }
}

void ThreadPool::forEach(int count, const std::function<void(int)>& task) {
  if (count <= 0) return;
  if (count == 1 || workers_.empty()) {
    for (int i = 0; i < count; ++i) task(i);
    return;
  }
  {
    const std::lock_guard lock(mutex_);
    const auto isWorker = [](const std::jthread& worker) {
      return worker.get_id() == std::this_thread::get_id();
    };
    const bool isNested = (job_ && job_->caller == std::this_thread::get_id()) ||
                          std::any_of(workers_.begin(), workers_.end(), isWorker);
    ADAMSCOPE_CHECK(!isNested, "forEach was called from inside a task of the same pool");
  }
  const std::lock_guard oneCall(callMutex_);
  const auto job = std::make_shared<Job>(count, task);
  {
    const std::lock_guard lock(mutex_);
    job_ = job;
    ++jobNumber_;
  }
  wake_.notify_all();
  job->run();
  {
    std::unique_lock lock(job->mutex);
    job->finished.wait(lock, [&] { return job->done == job->count; });
  }
  {
    const std::lock_guard lock(mutex_);
    job_.reset();
  }
  if (job->error) std::rethrow_exception(std::exchange(job->error, nullptr));
}

}  // namespace adamscope
