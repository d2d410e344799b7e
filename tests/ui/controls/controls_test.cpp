// Clicks and keys through the controls, without a display. One run takes one file: -input FILE.
#include <QtQuickTest>
#include <QQmlEngine>
#include <QQmlExtensionPlugin>

Q_IMPORT_QML_PLUGIN(Beatbook_ControlsPlugin)

class Setup : public QObject {
  Q_OBJECT
 public slots:
  void qmlEngineAvailable(QQmlEngine* engine) { engine->addImportPath("qrc:/qt/qml"); }
};

QUICK_TEST_MAIN_WITH_SETUP(controls, Setup)

#include "controls_test.moc"
