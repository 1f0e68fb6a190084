#include "tools/config_draft.h"

#include <algorithm>

#include <fmt/format.h>

#include "analysis/parameters.h"
#include "analysis/render.h"
#include "ingest/identities.h"
#include "tools/config.h"
#include "tools/owner_setting.h"

namespace rapport {
namespace {

// Text of ours on one line.
std::string on_one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return for_terminal(text);
}

std::string owner_part(const VaultSurvey& survey) {
  std::string text = "# You, as the notes write you: a name, or a list of names and addresses.\n";
  const bool is_named =
      !survey.me.empty() && std::all_of(survey.me.begin(), survey.me.end(), is_owner_name);
  if (is_named) {
    return text + fmt::format("me: {}\n", owner_value(survey.me));
  }
  if (survey.candidates.empty()) return text + "# me: \"Your Name\"\n";
  bool is_set = survey.has_clear_leader && is_owner_name(survey.candidates.front().setting);
  text += is_set ? "# Proposed, not known: change it if it is not you.\n"
                 : "# Nobody is clearly ahead. Take the '#' from the line that is you:\n";
  for (const VaultSurvey::Candidate& candidate : survey.candidates) {
    text += fmt::format("{}me: {}  # {}\n", is_set ? "" : "# ", yaml_quoted(candidate.setting),
                        on_one_line(candidate.reasons));
    if (survey.has_clear_leader) break;
  }
  return text;
}

std::string counts_text(const VaultSurvey::Counts& counts) {
  std::string text;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", counts[i], vertex_type_names()[i]);
  }
  return text;
}

std::string folders_part(const VaultSurvey& survey) {
  std::string text = "# Folders, and what their notes are taken for:\n";
  std::string example = "Folks";  // a folder of notes that say nothing
  for (const auto& [folder, counts] : survey.folders) {
    text += fmt::format("#   {}: {}\n", folder.empty() ? "the vault itself" : yaml_quoted(folder),
                        counts_text(counts));
    const bool is_plain = counts[static_cast<std::size_t>(VertexType::note)] > 0 &&
                          counts_text(counts).find(',') == std::string::npos;
    if (is_plain && !folder.empty()) example = folder;
  }
  return text + fmt::format("# folders: {{person: {}}}\n", yaml_list({example}));
}

std::string types_part(const VaultSurvey& survey) {
  std::string text = "# What notes say of `type`, and what that means here:\n";
  std::vector<std::string> unknown;
  for (const auto& [value, seen] : survey.types) {
    text += fmt::format("#   {}, {} note{}: {}\n", yaml_quoted(value), seen.count,
                        seen.count == 1 ? "" : "s",
                        seen.meaning ? note_type_name(*seen.meaning) : "nothing");
    if (!seen.meaning) unknown.push_back(value);
  }
  if (survey.types.empty()) text += "#   no note has one\n";
  if (unknown.empty()) unknown = {"visit"};
  return text + fmt::format("# types: {{meeting: {}}}\n", yaml_list(unknown));
}

std::string ignored_part(const VaultSurvey& survey) {
  std::string text =
      "# Notes in these folders are templates (Obsidian's own setting is among them):\n";
  text += fmt::format("# templates: {}\n\n", yaml_list(survey.template_folders));
  text += "# Not read: hidden folders, symbolic links, and what a glob names.\n";
  if (survey.links > 0) text += fmt::format("#   {} symbolic links here\n", survey.links);
  if (survey.drawings > 0) text += fmt::format("#   {} drawings here\n", survey.drawings);
  return text +
         "# ignore: [\"Archive/**\", \"*.excalidraw.md\"]\n\n"
         "# Kept out without a trace; a tag needs its quotes.\n"
         "# exclude: [\"Private/**\", \"#personal\"]\n";
}

std::string words_part() {
  return "# Your own words: for fields, headings, phrases and job titles.\n"
         "# synonyms: {attendees: [\"invitees\"]}\n"
         "# sections: {decisions: [\"Resolutions\"]}\n"
         "# cues: {champion_after: [\"carries our flag\"]}\n"
         "# titles: {vp: [\"Group Lead\"]}\n";
}

std::string parameters_part() {
  std::string text = "# The numbers of the formulas, as they are without this file:\n";
  std::string list;
  const Parameters parameters;
  for (const ParameterRow& row : parameter_table()) {
    const std::string setting = fmt::format("{}: {:g}", row.name, parameters.*(row.member));
    text += fmt::format("#   {}, {}\n", setting, on_one_line(std::string(row.meaning)));
    list += (list.empty() ? "" : ", ") + setting;
  }
  return text + fmt::format("# parameters: {{{}}}\n", list);
}

}  // namespace

std::string config_draft(const VaultSurvey& survey) {
  return "# Settings of rapport for this vault, written by `rapport init` from what the notes "
         "say.\n"
         "# A line with '#' in front changes nothing: it tells what was found, or waits for you "
         "to\n"
         "# take the '#' away. `rapport doctor` says whether this file holds.\n\n" +
         owner_part(survey) + "\n" + folders_part(survey) + "\n" + types_part(survey) + "\n" +
         ignored_part(survey) + "\n" + words_part() + "\n" + parameters_part();
}

}  // namespace rapport
