<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>otklik::ui::BulkSummary</name>
    <message numerus="yes">
        <source>%n ticket(s) selected</source>
        <translation>
            <numerusform>%n ticket selected</numerusform>
            <numerusform>%n tickets selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>otklik::ui::CannedDelegate</name>
    <message numerus="yes">
        <source>%n use(s)</source>
        <translation>
            <numerusform>%n use</numerusform>
            <numerusform>%n uses</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n similar</source>
        <translation>
            <numerusform>in %n similar</numerusform>
            <numerusform>in %n similar</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>otklik::ui::CannedModel</name>
    <message numerus="yes">
        <source>%1, %2, %3, used %n time(s)</source>
        <translation>
            <numerusform>%1, %2, %3, used %n time</numerusform>
            <numerusform>%1, %2, %3, used %n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>otklik::ui::CannedPicker</name>
    <message numerus="yes">
        <source>%n answer(s), best for this ticket first</source>
        <translation>
            <numerusform>%n answer, best for this ticket first</numerusform>
            <numerusform>%n answers, best for this ticket first</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n placeholder(s) have no value: fill them before you send</source>
        <translation>
            <numerusform>%n placeholder has no value: fill it before you send</numerusform>
            <numerusform>%n placeholders have no value: fill them before you send</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>otklik::ui::Composer</name>
    <message numerus="yes">
        <source>Sending in %n s</source>
        <translation>
            <numerusform>Sending in %n s</numerusform>
            <numerusform>Sending in %n s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>otklik::ui::ConversationText</name>
    <message numerus="yes">
        <source>%1 changed %n thing(s)</source>
        <translation>
            <numerusform>%1 changed %n thing</numerusform>
            <numerusform>%1 changed %n things</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>otklik::ui::ConversationView</name>
    <message numerus="yes">
        <source>Show %n earlier message(s)</source>
        <translation>
            <numerusform>Show %n earlier message</numerusform>
            <numerusform>Show %n earlier messages</numerusform>
        </translation>
    </message>
</context>
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
    <name>otklik::ui::HeatMap</name>
    <message numerus="yes">
        <source>%1, %2:00 to %3:00: %n tickets</source>
        <translation>
            <numerusform>%1, %2:00 to %3:00: %n ticket</numerusform>
            <numerusform>%1, %2:00 to %3:00: %n tickets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tickets</source>
        <translation>
            <numerusform>%n ticket</numerusform>
            <numerusform>%n tickets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>otklik::ui::InvitationCard</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>otklik::ui::MailboxHealth</name>
    <message numerus="yes">
        <source>%n mail(s) are not the same here and on the server; each synchronisation tries again</source>
        <translation>
            <numerusform>%n mail are not the same here and on the server; each synchronisation tries again</numerusform>
            <numerusform>%n mails are not the same here and on the server; each synchronisation tries again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) in quarantine</source>
        <translation>
            <numerusform>%n mail in quarantine</numerusform>
            <numerusform>%n mails in quarantine</numerusform>
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
    <name>otklik::ui::StatisticsPage</name>
    <message numerus="yes">
        <source>%n open tickets have no specialist</source>
        <translation>
            <numerusform>%n open ticket has no specialist</numerusform>
            <numerusform>%n open tickets have no specialist</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>otklik::ui::SyncStatus</name>
    <message numerus="yes">
        <source>%n answer(s) wait to be sent</source>
        <translation>
            <numerusform>%n answer waits to be sent</numerusform>
            <numerusform>%n answers wait to be sent</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>otklik::ui::TicketMenus</name>
    <message numerus="yes">
        <source>%n ticket(s)</source>
        <translation>
            <numerusform>%n ticket</numerusform>
            <numerusform>%n tickets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) become part of another one. Which one goes on?</source>
        <translation>
            <numerusform>%n ticket becomes part of another one. Which one goes on?</numerusform>
            <numerusform>%n tickets become part of another one. Which one goes on?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>otklik::ui::TicketOrders</name>
    <message numerus="yes">
        <source>%n ticket(s) given back.</source>
        <translation>
            <numerusform>%n ticket given back.</numerusform>
            <numerusform>%n tickets given back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) assigned to %1.</source>
        <translation>
            <numerusform>%n ticket assigned to %1.</numerusform>
            <numerusform>%n tickets assigned to %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) set to “%1”.</source>
        <translation>
            <numerusform>%n ticket set to “%1”.</numerusform>
            <numerusform>%n tickets set to “%1”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Priority of %n ticket(s): %1.</source>
        <translation>
            <numerusform>Priority of %n ticket: %1.</numerusform>
            <numerusform>Priority of %n tickets: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tag “%1” put on %n ticket(s).</source>
        <translation>
            <numerusform>Tag “%1” put on %n ticket.</numerusform>
            <numerusform>Tag “%1” put on %n tickets.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tag “%1” taken off %n ticket(s).</source>
        <translation>
            <numerusform>Tag “%1” taken off %n ticket.</numerusform>
            <numerusform>Tag “%1” taken off %n tickets.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) woken up.</source>
        <translation>
            <numerusform>%n ticket woken up.</numerusform>
            <numerusform>%n tickets woken up.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) put off until %1.</source>
        <translation>
            <numerusform>%n ticket put off until %1.</numerusform>
            <numerusform>%n tickets put off until %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) merged into %1.</source>
        <translation>
            <numerusform>%n ticket merged into %1.</numerusform>
            <numerusform>%n tickets merged into %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) linked with %1.</source>
        <translation>
            <numerusform>%n ticket linked with %1.</numerusform>
            <numerusform>%n tickets linked with %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>otklik::ui::TimelineCard</name>
    <message numerus="yes">
        <source>··· %n line(s) quoted</source>
        <translation>
            <numerusform>··· %n line quoted</numerusform>
            <numerusform>··· %n lines quoted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n remote image(s) not loaded</source>
        <translation>
            <numerusform>%n remote image not loaded</numerusform>
            <numerusform>%n remote images not loaded</numerusform>
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
