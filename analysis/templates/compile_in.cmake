# Makes each weekly.*.mustache of this folder a string of the program: weekly_templates.cpp.
foreach(format TEXT MARKDOWN HTML)
  string(TOLOWER ${format} name)
  set(file ${CMAKE_CURRENT_SOURCE_DIR}/templates/weekly.${name}.mustache)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(READ ${file} WEEKLY_${format})
endforeach()
configure_file(weekly_templates.cpp.in weekly_templates.cpp @ONLY)
