# Run by the build (cmake -P): writes a C++ file that defines
#   std::vector<EmbeddedFile> FUNCTION() { ... }
# with the name and the text of every file of FOLDER that matches PATTERN.
# Arguments: FOLDER, PATTERN, OUTPUT, FUNCTION.
file(GLOB FILES ${FOLDER}/${PATTERN})
list(SORT FILES)
set(CODE "// Generated from the files of the source tree; do not edit.\n")
string(APPEND CODE "#include \"core/data/embedded_data.h\"\n\nnamespace adamscope {\n\n")
string(APPEND CODE "std::vector<EmbeddedFile> ${FUNCTION}();\n\n")
string(APPEND CODE "std::vector<EmbeddedFile> ${FUNCTION}() {\n  return {\n")
foreach(FILE IN LISTS FILES)
  get_filename_component(NAME ${FILE} NAME_WE)
  file(READ ${FILE} TEXT)
  string(APPEND CODE "      {\"${NAME}\", R\"embedded(${TEXT})embedded\"},\n")
endforeach()
string(APPEND CODE "  };\n}\n\n}  // namespace adamscope\n")
file(WRITE ${OUTPUT} "${CODE}")
