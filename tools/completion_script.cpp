#include "tools/completion_script.h"

namespace rapport {
namespace {

// Each word of the answer is quoted for the quote in which it stands; nothing is evaluated here.
constexpr std::string_view kBash = R"(# rapport: completion for bash. In ~/.bashrc:
#   source <(rapport completion bash)
_rapport() {
  local answer code
  COMPREPLY=()
  answer=$(command rapport __complete bash "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  code=$?
  if [[ $code -eq 10 ]]; then
    compopt -o default 2>/dev/null
  elif [[ $code -eq 0 && -n $answer ]]; then
    mapfile -t COMPREPLY <<<"$answer"
  fi
}
complete -F _rapport rapport
)";

constexpr std::string_view kZsh = R"(#compdef rapport
# rapport: completion for zsh. In ~/.zshrc, behind compinit:
#   source <(rapport completion zsh)
_rapport() {
  local answer code
  local -a found
  answer=$(command rapport __complete zsh "${(@)words[2,CURRENT]}" 2>/dev/null)
  code=$?
  if (( code == 10 )); then
    _files
  elif (( code == 0 )) && [[ -n $answer ]]; then
    found=("${(@f)answer}")
    compadd -- "${(@)found}"
  fi
}
if [[ ${funcstack[1]} == _rapport ]]; then
  _rapport "$@"
else
  compdef _rapport rapport
fi
)";

constexpr std::string_view kFish = R"(# rapport: completion for fish. In ~/.config/fish/config.fish:
#   rapport completion fish | source
function __rapport_complete
    set -l words (commandline -opc)
    set -l answer (command rapport __complete fish $words[2..-1] (commandline -ct) 2>/dev/null)
    set -l code $status
    if test $code -eq 10
        __fish_complete_path (commandline -ct)
    else if test $code -eq 0
        printf '%s\n' $answer
    end
end
complete -c rapport -f -a '(__rapport_complete)'
)";

}  // namespace

std::string_view completion_script(std::string_view shell) {
  if (shell == "bash") return kBash;
  if (shell == "zsh") return kZsh;
  if (shell == "fish") return kFish;
  return {};
}

}  // namespace rapport
