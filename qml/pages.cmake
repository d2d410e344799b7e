# The QML files of module Beatbook, for whoever makes its target: sets `beatbook_pages` (absolute paths) and their places in the
# module, which are flat: a page is named by its file alone, wherever it stands here.
file(GLOB beatbook_pages CONFIGURE_DEPENDS
  "${CMAKE_CURRENT_LIST_DIR}/Main.qml" "${CMAKE_CURRENT_LIST_DIR}/pages/*.qml" "${CMAKE_CURRENT_LIST_DIR}/desk/*.qml")
foreach(page IN LISTS beatbook_pages)
  get_filename_component(page_name "${page}" NAME)
  set_source_files_properties("${page}" PROPERTIES QT_RESOURCE_ALIAS "${page_name}")
endforeach()
set_source_files_properties("${CMAKE_CURRENT_LIST_DIR}/pages/Sentence.qml" PROPERTIES QT_QML_SINGLETON_TYPE TRUE)
