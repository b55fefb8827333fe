// The program fuzz_<name>. The seeds are written into the first folder that is named, as libFuzzer does with what it
// finds.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>

#include "fuzz/target.hpp"

namespace {

const fuzz::Target& target() {
    for (const fuzz::Target& each : fuzz::targets()) {
        if (each.name == SLEEPCHECK_FUZZ_TARGET) return each;
    }
    std::fprintf(stderr, "no target \"%s\" in tests/fuzz/targets.cpp\n", SLEEPCHECK_FUZZ_TARGET);
    std::exit(2);
}

void write_seeds(const std::filesystem::path& folder) {
    const std::vector<std::string>& seeds = target().seeds;
    for (std::size_t i = 0; i < seeds.size(); ++i) {
        std::ofstream(folder / ("seed-" + std::to_string(i)), std::ios::binary) << seeds[i];
    }
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* count, char*** arguments) {
    for (int i = 1; i < *count; ++i) {
        const std::filesystem::path folder = (*arguments)[i];
        if ((*arguments)[i][0] == '-' || !std::filesystem::is_directory(folder)) continue;
        write_seeds(folder);
        break;
    }
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    try {
        target().is_sound({reinterpret_cast<const char*>(bytes), size});
    } catch (const std::exception& error) {
        std::fprintf(stderr, "== %s: %s\n", SLEEPCHECK_FUZZ_TARGET, error.what());
        std::abort();
    }
    return 0;
}
