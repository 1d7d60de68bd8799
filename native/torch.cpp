// The door to libtorch: one C function calls any operator by name through the dispatcher; a few more do what is no operator.
// A tensor handle is a heap-allocated at::Tensor. Every function that can fail returns non-zero and leaves its reason in ct_error().
#include <sys/mman.h>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/autocast_mode.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>
#include <c10/core/GradMode.h>
#include <c10/util/Logging.h>
#include <torch/cuda.h>
#include <torch/version.h>

#include <atomic>
#include <cstdlib>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#define EXPORT extern "C" __attribute__((visibility("default")))

namespace {

enum Kind : int32_t { None, Tensor, Int, Double, Bool, String, IntList, DoubleList, BoolList, TensorList };

// std::optional since libtorch 2, c10::optional before.
using OptionalTensor = decltype(std::declval<c10::IValue>().toOptionalTensorList().get(0));

struct Value {
  int32_t kind;
  int32_t count;  // items of a list
  union {
    int64_t integer;
    double number;
    void* pointer;
  };
};
static_assert(sizeof(Value) == 16);

thread_local std::string last_error;
thread_local std::vector<Value> results;
std::atomic<int64_t> live{0};

// A C++ stack takes libtorch a millisecond for each error, and nobody would see it.
[[maybe_unused]] const bool without_stacks = [] {
  c10::SetStackTraceFetcher(std::function<std::string()>([] { return std::string(); }));
  return true;
}();

at::Tensor& tensor(void* handle) { return *static_cast<at::Tensor*>(handle); }

void* wrap(at::Tensor t) {
  if (!t.defined()) return nullptr;
  live.fetch_add(1, std::memory_order_relaxed);
  return new at::Tensor(std::move(t));
}

template <class F>
int guarded(F&& body) noexcept {
  try {
    body();
    return 0;
  } catch (const c10::Error& e) {
    last_error = e.what_without_backtrace();
  } catch (const std::exception& e) {
    last_error = e.what();
  } catch (...) {
    last_error = "unknown native failure";
  }
  return 1;
}

template <class T>
c10::ArrayRef<T> items(const Value& v) {
  return {static_cast<const T*>(v.pointer), static_cast<size_t>(v.count)};
}

[[noreturn]] void mismatch(const c10::Type& type) { throw std::invalid_argument("expected " + type.str()); }

// libtorch indexes its tables with these, unchecked.
int64_t code(const c10::Type& type, const Value& v, int64_t count) {
  if (v.kind != Int) mismatch(type);
  if (v.integer < 0 || v.integer >= count) throw std::invalid_argument(std::to_string(v.integer) + " is no " + type.str());
  return v.integer;
}

c10::IValue list(const c10::ListType& type, const Value& v) {
  const auto& element = *type.getElementType();
  switch (element.kind()) {
    case c10::TypeKind::TensorType: {
      if (v.kind != TensorList) mismatch(type);
      c10::List<at::Tensor> out;
      for (void* handle : items<void*>(v)) {
        if (handle == nullptr) mismatch(type);
        out.push_back(tensor(handle));
      }
      return out;
    }
    case c10::TypeKind::OptionalType: {
      if (v.kind != TensorList || element.castRaw<c10::OptionalType>()->getElementType()->kind() != c10::TypeKind::TensorType) mismatch(type);
      c10::List<OptionalTensor> out;
      for (void* handle : items<void*>(v)) out.push_back(handle ? OptionalTensor(tensor(handle)) : OptionalTensor());
      return out;
    }
    case c10::TypeKind::FloatType:
      if (v.kind != DoubleList) mismatch(type);
      return c10::List<double>(items<double>(v));
    case c10::TypeKind::BoolType: {
      if (v.kind != BoolList) mismatch(type);
      c10::List<bool> out;
      for (uint8_t b : items<uint8_t>(v)) out.push_back(b != 0);
      return out;
    }
    case c10::TypeKind::IntType:
    case c10::TypeKind::SymIntType:
      if (v.kind != IntList) mismatch(type);
      return c10::List<int64_t>(items<int64_t>(v));
    default:
      mismatch(type);
  }
}

// Nothing reaches a kernel that the operator's schema does not name: a wrong kind is an error here, not a crash there.
c10::IValue convert(const c10::Type& type, const Value& v) {
  switch (type.kind()) {
    case c10::TypeKind::OptionalType:
      return v.kind == None ? c10::IValue() : convert(*type.castRaw<c10::OptionalType>()->getElementType(), v);
    case c10::TypeKind::TensorType:
      if (v.kind != Tensor) mismatch(type);
      return tensor(v.pointer);
    case c10::TypeKind::ListType:
      return list(*type.castRaw<c10::ListType>(), v);
    case c10::TypeKind::NumberType:
      if (v.kind == Int) return v.integer;
      if (v.kind == Double) return v.number;
      if (v.kind == Bool) return v.integer != 0;
      mismatch(type);
    case c10::TypeKind::FloatType:
      if (v.kind == Int) return static_cast<double>(v.integer);
      if (v.kind != Double) mismatch(type);
      return v.number;
    case c10::TypeKind::BoolType:
      if (v.kind != Bool) mismatch(type);
      return v.integer != 0;
    case c10::TypeKind::StringType:
      if (v.kind != String) mismatch(type);
      return std::string(static_cast<const char*>(v.pointer), v.count);
    case c10::TypeKind::DeviceObjType:
      if (v.kind != String) mismatch(type);
      return c10::Device(std::string(static_cast<const char*>(v.pointer), v.count));
    case c10::TypeKind::IntType:
    case c10::TypeKind::SymIntType:
      if (v.kind != Int) mismatch(type);
      return v.integer;
    case c10::TypeKind::ScalarTypeType:
      return code(type, v, static_cast<int64_t>(c10::ScalarType::Undefined));
    case c10::TypeKind::LayoutType:
      return code(type, v, 1);  // strided
    case c10::TypeKind::MemoryFormatType:
      return code(type, v, 4);
    default:
      mismatch(type);
  }
}

void emit(const c10::IValue& v) {
  Value out{};
  if (v.isTensor()) {
    out.pointer = wrap(v.toTensor());
    out.kind = out.pointer ? Tensor : None;
  } else if (v.isTensorList()) {
    for (const at::Tensor& t : v.toTensorVector()) emit(t);
    return;
  } else if (v.isInt()) {
    out.kind = Int, out.integer = v.toInt();
  } else if (v.isDouble()) {
    out.kind = Double, out.number = v.toDouble();
  } else if (v.isBool()) {
    out.kind = Bool, out.integer = v.toBool();
  }
  results.push_back(out);
}

// The CPU memory of large tensors. A training step frees what the next one asks for: by default the kernel would take every page
// back and clear it again. Blocks are kept instead, in huge pages, never more than a quarter above what was once needed at a time.
class Blocks final : public c10::Allocator {
 public:
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 3)
  c10::DataPtr allocate(size_t n) override { return data(n); }
  void copy_data(void* to, const void* from, size_t n) const override { default_copy_data(to, from, n); }
#else
  c10::DataPtr allocate(size_t n) const override { return const_cast<Blocks*>(this)->data(n); }
#endif
  c10::DeleterFnPtr raw_deleter() const override { return &release; }

 private:
  static constexpr size_t kPage = 2 << 20;  // a huge page; smaller tensors are malloc's

  std::mutex gate;
  std::multimap<size_t, void*> kept;
  std::unordered_map<void*, size_t> used;
  size_t used_bytes = 0, kept_bytes = 0, peak = 0;

  c10::DataPtr data(size_t n) {
    void* p = n == 0 ? nullptr : n < kPage ? small(n) : large((n + kPage - 1) / kPage * kPage);
    return {p, p, &release, c10::Device(c10::kCPU)};
  }

  static void* small(size_t n) {
    void* p = nullptr;
    TORCH_CHECK(posix_memalign(&p, 64, n) == 0, "out of memory: ", n, " bytes");
    return p;
  }

  void* large(size_t n) {
    std::lock_guard<std::mutex> lock(gate);
    void* p;
    auto fit = kept.lower_bound(n);
    if (fit != kept.end() && fit->first <= n + n / 4) {
      n = fit->first;
      p = fit->second;
      kept.erase(fit);
      kept_bytes -= n;
    } else {
      p = map(n);
    }
    used.emplace(p, n);
    peak = std::max(peak, used_bytes += n);
    return p;
  }

  static void* map(size_t n) {
    void* area = n > SIZE_MAX / 2 ? MAP_FAILED : mmap(nullptr, n + kPage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    TORCH_CHECK(area != MAP_FAILED, "out of memory: ", n, " bytes");
    auto* begin = static_cast<char*>(area);
    auto* aligned = reinterpret_cast<char*>((reinterpret_cast<uintptr_t>(begin) + kPage - 1) / kPage * kPage);
    if (aligned > begin) munmap(begin, aligned - begin);
    if (begin + kPage > aligned) munmap(aligned + n, begin + kPage - aligned);
    madvise(aligned, n, MADV_HUGEPAGE);
    return aligned;
  }

  static void release(void* p);
  bool take_back(void* p) {
    std::lock_guard<std::mutex> lock(gate);
    auto found = used.find(p);
    if (found == used.end()) return false;
    const size_t n = found->second;
    used.erase(found);
    used_bytes -= n;
    if (used_bytes + kept_bytes + n > peak + peak / 4) {
      munmap(p, n);
    } else {
      kept.emplace(n, p);
      kept_bytes += n;
    }
    return true;
  }
};

Blocks& blocks = *new Blocks;  // outlives every tensor

void Blocks::release(void* p) {
  if (reinterpret_cast<uintptr_t>(p) % kPage != 0 || !blocks.take_back(p)) free(p);
}

}  // namespace

EXPORT const char* ct_error() { return last_error.c_str(); }
EXPORT const char* ct_version() { return TORCH_VERSION; }
EXPORT int64_t ct_live() { return live.load(std::memory_order_relaxed); }

// From now on large CPU tensors reuse each other's memory. For programs; the first call decides.
EXPORT void ct_keep_memory() {
  static const bool once = [] {
    c10::SetCPUAllocator(&blocks, 255);
    return true;
  }();
  (void)once;
}

// ---- operators

// The handle of an operator lives as long as the process.
EXPORT int ct_operator(const char* name, const char* overload, void** out) {
  return guarded([&] {
    auto found = c10::Dispatcher::singleton().findSchema({name, overload});
    if (!found) throw std::invalid_argument("this libtorch has no such operator");
    *out = new c10::OperatorHandle(*found);
  });
}

// The operator's name, arguments and results as native_functions.yaml has them; the text lives until this thread's next call of this.
EXPORT int ct_schema(void* op, const char** out) {
  return guarded([&] {
    thread_local std::string text;
    text = c10::toString(static_cast<c10::OperatorHandle*>(op)->schema());
    *out = text.c_str();
  });
}

// Arguments are positional; those left out take the schema's defaults. The results live until this thread's next call.
EXPORT int ct_call(void* op, const Value* arguments, int32_t count, const Value** out, int32_t* out_count) {
  results.clear();
  return guarded([&] {
    const auto& handle = *static_cast<c10::OperatorHandle*>(op);
    const auto& schema = handle.schema().arguments();
    if (static_cast<size_t>(count) > schema.size()) throw std::invalid_argument("takes at most " + std::to_string(schema.size()) + " arguments, got " + std::to_string(count));
    std::vector<c10::IValue> stack;
    stack.reserve(schema.size());
    for (size_t i = 0; i < schema.size(); i++) {
      if (i < static_cast<size_t>(count)) {
        try {
          stack.push_back(convert(*schema[i].real_type(), arguments[i]));
        } catch (const std::invalid_argument& e) {
          throw std::invalid_argument("argument '" + schema[i].name() + "': " + e.what());
        }
      } else if (schema[i].default_value()) {
        stack.push_back(*schema[i].default_value());
      } else {
        throw std::invalid_argument("argument '" + schema[i].name() + "' is missing");
      }
    }
    handle.callBoxed(&stack);
    for (const auto& v : stack) emit(v);
    *out = results.data();
    *out_count = static_cast<int32_t>(results.size());
  });
}

// ---- tensors

EXPORT void ct_release(void* t) {
  live.fetch_sub(1, std::memory_order_relaxed);
  delete static_cast<at::Tensor*>(t);
}

EXPORT int ct_from_data(const void* data, const int64_t* shape, int32_t rank, int8_t dtype, void** out) {
  return guarded([&] {
    auto view = at::from_blob(const_cast<void*>(data), c10::IntArrayRef(shape, rank), at::TensorOptions(static_cast<c10::ScalarType>(dtype)));
    *out = wrap(view.clone());
  });
}

struct Description {
  int64_t elements;
  void* data;  // null when the elements do not lie on the CPU, dense and in order
  const int64_t* shape;
  int32_t rank;
  int32_t device_index;
  int8_t device_type, dtype, requires_grad, channels_last;
};

EXPORT int ct_describe(void* handle, Description* d) {
  return guarded([&] {
    const auto& t = tensor(handle);
    const bool readable = t.device().is_cpu() && t.layout() == c10::kStrided && t.is_contiguous();
    d->elements = t.numel();
    d->data = readable ? t.data_ptr() : nullptr;
    d->shape = t.sizes().data();
    d->rank = static_cast<int32_t>(t.dim());
    d->device_index = t.device().has_index() ? t.device().index() : 0;
    d->device_type = static_cast<int8_t>(t.device().type());
    d->dtype = static_cast<int8_t>(t.scalar_type());
    d->requires_grad = t.requires_grad();
    d->channels_last = t.dim() == 4 && t.is_contiguous(c10::MemoryFormat::ChannelsLast);
  });
}

// ---- autograd

EXPORT int ct_backward(void* t) {
  return guarded([&] { tensor(t).backward(); });
}
EXPORT int ct_set_requires_grad(void* t, int8_t value) {
  return guarded([&] { tensor(t).requires_grad_(value != 0); });
}
EXPORT int ct_grad(void* t, void** out) {
  return guarded([&] { *out = wrap(tensor(t).grad()); });
}
EXPORT int ct_set_grad(void* t, void* grad) {
  return guarded([&] { tensor(t).mutable_grad() = grad ? tensor(grad) : at::Tensor(); });
}
EXPORT int8_t ct_grad_mode() { return c10::GradMode::is_enabled(); }
EXPORT void ct_set_grad_mode(int8_t enabled) { c10::GradMode::set_enabled(enabled != 0); }

// dtype < 0 turns autocast off.
EXPORT int ct_autocast(int8_t cuda, int8_t dtype) {
  return guarded([&] {
    const bool on = dtype >= 0;
    const auto type = static_cast<c10::ScalarType>(dtype);
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
    const auto device = cuda ? at::kCUDA : at::kCPU;
    if (on) at::autocast::set_autocast_dtype(device, type);
    at::autocast::set_autocast_enabled(device, on);
#else
    if (cuda) {
      if (on) at::autocast::set_autocast_gpu_dtype(type);
      at::autocast::set_enabled(on);
    } else {
      if (on) at::autocast::set_autocast_cpu_dtype(type);
      at::autocast::set_cpu_enabled(on);
    }
#endif
    if (on) at::autocast::increment_nesting();
    else if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
  });
}

// ---- process

EXPORT int32_t ct_threads() { return at::get_num_threads(); }
EXPORT int ct_set_threads(int32_t n) {
  return guarded([&] { at::set_num_threads(n); });
}
EXPORT int ct_cuda_devices(int32_t* out) {
  return guarded([&] { *out = torch::cuda::is_available() ? static_cast<int32_t>(torch::cuda::device_count()) : 0; });
}
EXPORT int ct_synchronize(int32_t index) {
  return guarded([&] { torch::cuda::synchronize(index); });
}
EXPORT int ct_seed(int64_t seed) {
  return guarded([&] { at::manual_seed(static_cast<uint64_t>(seed)); });
}
EXPORT int ct_random_state(int8_t cuda, int32_t index, void** out) {
  return guarded([&] {
    auto generator = at::globalContext().defaultGenerator(c10::Device(cuda ? at::kCUDA : at::kCPU, static_cast<c10::DeviceIndex>(cuda ? index : -1)));
    std::lock_guard<std::mutex> lock(generator.mutex());
    *out = wrap(generator.get_state());
  });
}
EXPORT int ct_set_random_state(int8_t cuda, int32_t index, void* state) {
  return guarded([&] {
    auto generator = at::globalContext().defaultGenerator(c10::Device(cuda ? at::kCUDA : at::kCPU, static_cast<c10::DeviceIndex>(cuda ? index : -1)));
    std::lock_guard<std::mutex> lock(generator.mutex());
    generator.set_state(tensor(state));
  });
}
