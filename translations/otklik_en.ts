<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>otklik::ui::CustomerPanel</name>
    <message numerus="yes">
        <source>tickets</source>
        <comment>figure</comment>
        <translation>
            <numerusform>ticket</numerusform>
            <numerusform>tickets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>otklik::ui::RailButton</name>
    <message numerus="yes">
        <source>%n ticket(s) at risk</source>
        <translation>
            <numerusform>%n ticket at risk</numerusform>
            <numerusform>%n tickets at risk</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>otklik::ui::ViewsModel</name>
    <message numerus="yes">
        <source>%1, %n ticket(s)</source>
        <translation>
            <numerusform>%1, %n ticket</numerusform>
            <numerusform>%1, %n tickets</numerusform>
        </translation>
    </message>
</context>
</TS>
