# cmake -DOUTPUT=built_in.cpp -DFILES=a.json;b.json -DOF=packs -P embed.cmake: writes the files byte for byte into a C++ source, which
# keeps what OF/built_in.h promises.
set(arrays "")
set(table "")
list(SORT FILES)
foreach(path IN LISTS FILES)
  get_filename_component(name "${path}" NAME_WE)
  string(MAKE_C_IDENTIFIER "${name}" identifier)
  file(READ "${path}" bytes HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  string(APPEND arrays "const unsigned char ${identifier}[] = {${bytes}};\n")
  string(APPEND table "    {\"${name}\", {reinterpret_cast<const char*>(${identifier}), sizeof(${identifier})}},\n")
endforeach()
file(WRITE "${OUTPUT}"
"#include \"${OF}/built_in.h\"

namespace beatbook::${OF} {
namespace {

${arrays}
const File files[] = {
${table}};

}  // namespace

std::span<const File> built_in() { return files; }

}  // namespace beatbook::${OF}
")
