#include "tests/tools/process.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <sys/wait.h>

namespace rapport {
namespace {

namespace fs = std::filesystem;

std::string quoted(const std::string& text) {
  std::string safe = "'";
  for (const char c : text) safe += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return safe + "'";
}

std::string take_file(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  fs::remove(file);
  return text.str();
}

}  // namespace

ProcessResult run_shell(const std::string& command, const std::string& folder,
                        const std::map<std::string, std::string>& environment) {
  const fs::path out = fs::path(folder) / ".stdout";
  const fs::path err = fs::path(folder) / ".stderr";
  const char* path = std::getenv("PATH");
  std::string line = "cd " + quoted(folder) +
                     " && env -i LC_ALL=C.UTF-8 TZ=UTC HOME=" + quoted(folder) + " PATH=" +
                     quoted(fs::path(RAPPORT_PROGRAM).parent_path().string() + ":" +
                            (path == nullptr ? "/usr/bin:/bin" : path));
  // A leak sanitizer cannot look at who is traced: then it has to be told.
  if (const char* options = std::getenv("ASAN_OPTIONS")) {
    line += std::string(" ASAN_OPTIONS=") + quoted(options);
  }
  for (const auto& [name, value] : environment) line += " " + name + "=" + quoted(value);
  line += " sh -c " + quoted(command) + " >" + quoted(out.string()) + " 2>" + quoted(err.string()) +
          " </dev/null";
  const int status = std::system(line.c_str());
  ProcessResult result;
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  result.out = take_file(out);
  result.err = take_file(err);
  return result;
}

}  // namespace rapport
