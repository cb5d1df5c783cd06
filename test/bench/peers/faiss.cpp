// How fast FAISS finds what is within 31 bits of a hash: `faiss ENTRIES QUERIES`, files of raw hashes of 32 bytes.
// Prints `name median least` in microseconds a query, one line an index, and how long MultiHash took to build.
// Each query is asked PASSES times and its least time taken, as for our own index. One thread, as ours.
#include <faiss/IndexBinaryFlat.h>
#include <faiss/IndexBinaryHash.h>
#include <faiss/impl/AuxIndexStructures.h>
#include <omp.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

constexpr int kBits = 256;
constexpr int kBytes = kBits / 8;
constexpr int kRadius = 32;  // FAISS leaves the radius itself out
constexpr int kPasses = 3;
// 16 tables of 16 bits, each probed within one changed bit: 16 * 2 = 32 > 31, so nothing within 31 bits is missed.
constexpr int kTables = 16;
constexpr int kFlips = 1;

using Clock = std::chrono::steady_clock;

double microseconds(Clock::time_point start) {
  return std::chrono::duration<double, std::micro>(Clock::now() - start).count();
}

std::vector<uint8_t> read(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void measure(const std::string& name, const faiss::IndexBinary& index, const std::vector<uint8_t>& queries, size_t count) {
  std::vector<double> times(count, 1e30);
  for (int pass = 0; pass < kPasses; pass++) {
    for (size_t i = 0; i < count; i++) {
      faiss::RangeSearchResult found(1);
      const auto start = Clock::now();
      index.range_search(1, queries.data() + i * kBytes, kRadius, &found);
      times[i] = std::min(times[i], microseconds(start));
    }
  }
  std::sort(times.begin(), times.end());
  std::printf("%s %f %f\n", name.c_str(), times[count / 2], times[0]);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  omp_set_num_threads(1);
  const auto entries = read(argv[1]);
  const auto queries = read(argv[2]);
  const auto size = static_cast<int64_t>(entries.size() / kBytes);
  const size_t asked = queries.size() / kBytes;

  faiss::IndexBinaryMultiHash banded(kBits, kTables, kBits / kTables);
  banded.nflip = kFlips;
  const auto start = Clock::now();
  banded.add(size, entries.data());
  const double built = microseconds(start);
  std::printf("build %f %f\n", built, built);
  measure("multiHash", banded, queries, asked);

  faiss::IndexBinaryFlat flat(kBits);
  flat.add(size, entries.data());
  measure("flat", flat, queries, std::min<size_t>(asked, 16));
}
