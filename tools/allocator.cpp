// jemalloc reads this at its start; without jemalloc it is a word that nobody asks for. Memory in
// huge pages: an ingest touches much of it once, and each small page of 4 KiB costs a fault.
extern "C" {
// NOLINTBEGIN(readability-identifier-naming): the name is jemalloc's
extern const char* const malloc_conf;
const char* const malloc_conf = "thp:always,metadata_thp:always";
// NOLINTEND(readability-identifier-naming)
}
