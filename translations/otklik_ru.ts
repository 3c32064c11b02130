<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>otklik::ui::CommandField</name>
    <message>
        <source>Search or run a command</source>
        <translation>Найти или выполнить команду</translation>
    </message>
</context>
<context>
    <name>otklik::ui::CommandPalette</name>
    <message>
        <source>Search or run a command</source>
        <translation>Найти или выполнить команду</translation>
    </message>
    <message>
        <source>Found commands</source>
        <translation>Найденные команды</translation>
    </message>
    <message>
        <source>↑ ↓ choose   Enter run      &gt; commands   # tickets   @ customers   ; answers</source>
        <translation>↑ ↓ выбрать   Enter выполнить      &gt; команды   # обращения   @ клиенты   ; ответы</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Команды</translation>
    </message>
</context>
<context>
    <name>otklik::ui::CommandTable</name>
    <message>
        <source>File</source>
        <translation>Файл</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Правка</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Представление</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Обращение</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Ответ</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Инструменты</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Справка</translation>
    </message>
</context>
<context>
    <name>otklik::ui::ContactLine</name>
    <message>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
</context>
<context>
    <name>otklik::ui::CustomerPanel</name>
    <message>
        <source>Customer menu</source>
        <translation>Меню клиента</translation>
    </message>
    <message>
        <source>All tickets of this customer</source>
        <translation>Все обращения этого клиента</translation>
    </message>
    <message>
        <source>History of the customer</source>
        <translation>История клиента</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
    <message>
        <source>History</source>
        <translation>История</translation>
    </message>
    <message>
        <source>Mood</source>
        <translation>Настроение</translation>
    </message>
    <message>
        <source>Upset: go easy</source>
        <translation>Расстроен: бережно</translation>
    </message>
    <message>
        <source>Tense</source>
        <translation>Напряжён</translation>
    </message>
    <message>
        <source>Calm</source>
        <translation>Спокоен</translation>
    </message>
    <message>
        <source>No mark</source>
        <translation>Без отметки</translation>
    </message>
    <message>
        <source>Edit the pinned note…</source>
        <translation>Изменить закреплённую заметку…</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Копировать адрес</translation>
    </message>
    <message>
        <source>All %L1</source>
        <translation>Все %L1</translation>
    </message>
    <message numerus="yes">
        <source>tickets</source>
        <comment>figure</comment>
        <translation>
            <numerusform>обращение</numerusform>
            <numerusform>обращения</numerusform>
            <numerusform>обращений</numerusform>
        </translation>
    </message>
    <message>
        <source>open</source>
        <comment>figure</comment>
        <translation>открыто</translation>
    </message>
    <message>
        <source>reopened</source>
        <comment>figure</comment>
        <translation>возвращено</translation>
    </message>
</context>
<context>
    <name>otklik::ui::CustomerStrip</name>
    <message>
        <source>Show the customer</source>
        <translation>Показать клиента</translation>
    </message>
</context>
<context>
    <name>otklik::ui::CustomerText</name>
    <message>
        <source>%1 there, as here</source>
        <translation>Там %1, как и здесь</translation>
    </message>
    <message>
        <source>%1 h</source>
        <comment>hours</comment>
        <translation>%1 ч</translation>
    </message>
    <message>
        <source>%1 there, %2 ahead of us</source>
        <translation>Там %1, на %2 впереди нас</translation>
    </message>
    <message>
        <source>%1 there, %2 behind us</source>
        <translation>Там %1, на %2 позади нас</translation>
    </message>
    <message>
        <source>Upset: go easy</source>
        <translation>Расстроен: бережно</translation>
    </message>
    <message>
        <source>Tense</source>
        <translation>Напряжён</translation>
    </message>
    <message>
        <source>Calm</source>
        <translation>Спокоен</translation>
    </message>
    <message>
        <source>Fades on %1</source>
        <translation>Погаснет %1</translation>
    </message>
    <message>
        <source>Set by %1, fades on %2</source>
        <translation>Отметил(а) %1, погаснет %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>number and state</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>this ticket</source>
        <translation>это обращение</translation>
    </message>
    <message>
        <source>new</source>
        <translation>новое</translation>
    </message>
    <message>
        <source>open</source>
        <translation>открыто</translation>
    </message>
    <message>
        <source>waiting for the customer</source>
        <translation>ждём клиента</translation>
    </message>
    <message>
        <source>on hold</source>
        <translation>отложено</translation>
    </message>
    <message>
        <source>solved</source>
        <translation>решено</translation>
    </message>
    <message>
        <source>solved by %1</source>
        <translation>решено: %1</translation>
    </message>
</context>
<context>
    <name>otklik::ui::ErrorText</name>
    <message>
        <source>This cannot be done as written: %1.</source>
        <translation>Так сделать нельзя: %1.</translation>
    </message>
    <message>
        <source>The server refused the sign-in. Check user name and password.</source>
        <translation>Сервер отклонил вход. Проверьте имя пользователя и пароль.</translation>
    </message>
    <message>
        <source>The server cannot be reached. Your work is kept and goes out when the network is back.</source>
        <translation>Сервер недоступен. Ваша работа сохранена и уйдёт, когда сеть вернётся.</translation>
    </message>
    <message>
        <source>The server does not answer. It is tried again by itself.</source>
        <translation>Сервер не отвечает. Попытка повторится сама.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not trusted (%1). Ask whoever runs the server, or name its authority in the account&apos;s settings.</source>
        <translation>Сертификату сервера нет доверия (%1). Спросите того, кто ведёт сервер, или укажите его центр сертификации в настройках учётной записи.</translation>
    </message>
    <message>
        <source>It is not there any more.</source>
        <translation>Этого больше нет.</translation>
    </message>
    <message>
        <source>Not done: %1.</source>
        <translation>Не сделано: %1.</translation>
    </message>
    <message>
        <source>Somebody changed it in between. Look at it again, then repeat.</source>
        <translation>Тем временем это кто-то изменил. Посмотрите ещё раз и повторите.</translation>
    </message>
    <message>
        <source>The local cache is damaged. Rebuild it: mail and decisions come back from the server.</source>
        <translation>Локальный кэш повреждён. Постройте его заново: письма и решения вернутся с сервера.</translation>
    </message>
    <message>
        <source>The disk is full. Make room; nothing that you typed is lost.</source>
        <translation>Диск заполнен. Освободите место; из набранного ничего не потеряно.</translation>
    </message>
    <message>
        <source>The local cache cannot be used: %1.</source>
        <translation>Локальный кэш недоступен: %1.</translation>
    </message>
    <message>
        <source>The server said something that has no meaning. It is tried again by itself.</source>
        <translation>Сервер ответил бессмыслицей. Попытка повторится сама.</translation>
    </message>
    <message>
        <source>The server refused for now (%1). It is tried again by itself.</source>
        <translation>Сервер пока отказал (%1). Попытка повторится сама.</translation>
    </message>
    <message>
        <source>The server refused: %1.</source>
        <translation>Сервер отказал: %1.</translation>
    </message>
    <message>
        <source>The connection was lost at the last moment: look whether it was sent before you send it again.</source>
        <translation>Связь пропала в последний момент: прежде чем отправлять снова, посмотрите, не ушло ли письмо.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Остановлено.</translation>
    </message>
    <message>
        <source>Something went wrong in Otklik itself: %1.</source>
        <translation>Ошибка в самом Otklik: %1.</translation>
    </message>
</context>
<context>
    <name>otklik::ui::HistoryModel</name>
    <message>
        <source>(no subject)</source>
        <translation>(без темы)</translation>
    </message>
</context>
<context>
    <name>otklik::ui::KeysPage</name>
    <message>
        <source>All keys</source>
        <translation>Все клавиши</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>Команды и их клавиши</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Команда</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Клавиши</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Везде</translation>
    </message>
    <message>
        <source>%1 (in the queue)</source>
        <translation>%1 (в очереди)</translation>
    </message>
</context>
<context>
    <name>otklik::ui::PinnedNote</name>
    <message>
        <source>Pinned note: %1</source>
        <translation>Закреплённая заметка: %1</translation>
    </message>
</context>
<context>
    <name>otklik::ui::ProgressLine</name>
    <message>
        <source>Progress of the synchronisation</source>
        <translation>Ход синхронизации</translation>
    </message>
    <message>
        <source>%L1 of %L2</source>
        <translation>%L1 из %L2</translation>
    </message>
</context>
<context>
    <name>otklik::ui::QueueDelegate</name>
    <message>
        <source>Due %1</source>
        <translation>Срок %1</translation>
    </message>
</context>
<context>
    <name>otklik::ui::QueueList</name>
    <message>
        <source>Tickets</source>
        <translation>Обращения</translation>
    </message>
</context>
<context>
    <name>otklik::ui::QueueModel</name>
    <message>
        <source>%L1 of %L2</source>
        <translation>%L1 из %L2</translation>
    </message>
    <message>
        <source>%L1</source>
        <translation>%L1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>otklik::ui::QueueSections</name>
    <message>
        <source>Matches</source>
        <translation>Найдено</translation>
    </message>
    <message>
        <source>Rest of %1, by urgency</source>
        <translation>Остальные в «%1», по срочности</translation>
    </message>
    <message>
        <source>Rest of %1</source>
        <translation>Остальные в «%1»</translation>
    </message>
    <message>
        <source>We owe an answer</source>
        <translation>Ответ за нами</translation>
    </message>
    <message>
        <source>Waiting for others</source>
        <translation>Ждём других</translation>
    </message>
    <message>
        <source>Solved</source>
        <translation>Решённые</translation>
    </message>
    <message>
        <source>Most urgent first</source>
        <translation>Сначала срочные</translation>
    </message>
    <message>
        <source>Last changed first</source>
        <translation>Сначала изменённые</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Сначала новые</translation>
    </message>
    <message>
        <source>By number</source>
        <translation>По номеру</translation>
    </message>
    <message>
        <source>By priority</source>
        <translation>По приоритету</translation>
    </message>
</context>
<context>
    <name>otklik::ui::QueueView</name>
    <message>
        <source>View</source>
        <translation>Представление</translation>
    </message>
    <message>
        <source>Order of the tickets</source>
        <translation>Порядок обращений</translation>
    </message>
    <message>
        <source>Height of the rows</source>
        <translation>Высота строк</translation>
    </message>
    <message>
        <source>One line</source>
        <translation>Одна строка</translation>
    </message>
    <message>
        <source>Two lines</source>
        <translation>Две строки</translation>
    </message>
    <message>
        <source>Three lines</source>
        <translation>Три строки</translation>
    </message>
    <message>
        <source>Not understood: %1</source>
        <translation>Непонятно: %1</translation>
    </message>
    <message>
        <source>View: %1</source>
        <translation>Представление: %1</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Ничего не найдено</translation>
    </message>
    <message>
        <source>No ticket in this view fits “%1”.</source>
        <translation>В этом представлении нет обращений по запросу «%1».</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Очистить поиск</translation>
    </message>
    <message>
        <source>No tickets here</source>
        <translation>Здесь нет обращений</translation>
    </message>
    <message>
        <source>Nothing in this view waits for anybody.</source>
        <translation>В этом представлении никто ничего не ждёт.</translation>
    </message>
</context>
<context>
    <name>otklik::ui::RailButton</name>
    <message numerus="yes">
        <source>%n ticket(s) at risk</source>
        <translation>
            <numerusform>%n обращение под угрозой</numerusform>
            <numerusform>%n обращения под угрозой</numerusform>
            <numerusform>%n обращений под угрозой</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>otklik::ui::SearchField</name>
    <message>
        <source>Search or filter tickets</source>
        <translation>Поиск и отбор обращений</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Очистить поиск</translation>
    </message>
    <message>
        <source>Search or filter: status: tag: due:&lt;1h</source>
        <translation>Поиск и отбор: status: tag: due:&lt;1h</translation>
    </message>
</context>
<context>
    <name>otklik::ui::SlaChip</name>
    <message>
        <source>%1 over</source>
        <comment>time past a deadline</comment>
        <translation>просрочено на %1</translation>
    </message>
</context>
<context>
    <name>otklik::ui::SyncMark</name>
    <message>
        <source>Synchronise now</source>
        <translation>Синхронизировать сейчас</translation>
    </message>
    <message>
        <source>Not synced</source>
        <translation>Не синхронизировано</translation>
    </message>
    <message>
        <source>Syncing</source>
        <translation>Синхронизация</translation>
    </message>
    <message>
        <source>In sync</source>
        <translation>Синхронно</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Нет связи</translation>
    </message>
    <message>
        <source>Trouble</source>
        <translation>Неполадка</translation>
    </message>
</context>
<context>
    <name>otklik::ui::TicketText</name>
    <message>
        <source>New</source>
        <comment>status</comment>
        <translation>Новое</translation>
    </message>
    <message>
        <source>Open</source>
        <comment>status</comment>
        <translation>Открыто</translation>
    </message>
    <message>
        <source>Pending</source>
        <comment>status</comment>
        <translation>Ждём клиента</translation>
    </message>
    <message>
        <source>On hold</source>
        <comment>status</comment>
        <translation>Отложено</translation>
    </message>
    <message>
        <source>Solved</source>
        <comment>status</comment>
        <translation>Решено</translation>
    </message>
    <message>
        <source>Closed</source>
        <comment>status</comment>
        <translation>Закрыто</translation>
    </message>
    <message>
        <source>Low</source>
        <comment>priority</comment>
        <translation>Низкий</translation>
    </message>
    <message>
        <source>Normal</source>
        <comment>priority</comment>
        <translation>Обычный</translation>
    </message>
    <message>
        <source>High</source>
        <comment>priority</comment>
        <translation>Высокий</translation>
    </message>
    <message>
        <source>Urgent</source>
        <comment>priority</comment>
        <translation>Срочный</translation>
    </message>
    <message>
        <source>Mail</source>
        <comment>channel</comment>
        <translation>Почта</translation>
    </message>
    <message>
        <source>Phone</source>
        <comment>channel</comment>
        <translation>Телефон</translation>
    </message>
    <message>
        <source>Chat</source>
        <comment>channel</comment>
        <translation>Чат</translation>
    </message>
    <message>
        <source>Site watch</source>
        <comment>channel</comment>
        <translation>Наблюдение за сайтом</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>(без темы)</translation>
    </message>
    <message>
        <source>solved</source>
        <translation>решено</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>закрыто</translation>
    </message>
    <message>
        <source>customer</source>
        <comment>waiting for the customer</comment>
        <translation>клиент</translation>
    </message>
    <message>
        <source>on hold</source>
        <translation>отложено</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>Не прочитано</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>number and subject</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>от %1</translation>
    </message>
    <message>
        <source>status %1</source>
        <translation>статус %1</translation>
    </message>
    <message>
        <source>priority %1</source>
        <translation>приоритет %1</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>осталось %1</translation>
    </message>
    <message>
        <source>an answer could not be delivered</source>
        <translation>ответ не доставлен</translation>
    </message>
    <message>
        <source>tags %1</source>
        <translation>метки %1</translation>
    </message>
    <message>
        <source>unassigned</source>
        <translation>не назначено</translation>
    </message>
    <message>
        <source>assigned to %1</source>
        <translation>назначено: %1</translation>
    </message>
</context>
<context>
    <name>otklik::ui::TimeText</name>
    <message>
        <source>&lt; 1 m</source>
        <comment>less than a minute</comment>
        <translation>&lt; 1 мин</translation>
    </message>
    <message>
        <source>%1 m</source>
        <comment>minutes</comment>
        <translation>%1 мин</translation>
    </message>
    <message>
        <source>%1 h %2 m</source>
        <comment>hours and minutes</comment>
        <translation>%1 ч %2 мин</translation>
    </message>
    <message>
        <source>%1 d</source>
        <comment>days</comment>
        <translation>%1 д</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <comment>days and hours</comment>
        <translation>%1 д %2 ч</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>только что</translation>
    </message>
    <message>
        <source>%1 s ago</source>
        <translation>%1 с назад</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation>%1 мин назад</translation>
    </message>
    <message>
        <source>%1 h ago</source>
        <translation>%1 ч назад</translation>
    </message>
    <message>
        <source>%1 d ago</source>
        <translation>%1 д назад</translation>
    </message>
    <message>
        <source>d MMMM</source>
        <comment>date format, this year</comment>
        <translation>d MMMM</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <comment>date format, other year</comment>
        <translation>d MMMM yyyy</translation>
    </message>
    <message>
        <source>Yesterday %1</source>
        <translation>Вчера %1</translation>
    </message>
    <message>
        <source>Today %1</source>
        <translation>Сегодня %1</translation>
    </message>
    <message>
        <source>d MMMM yyyy, HH:mm</source>
        <comment>date and time format</comment>
        <translation>d MMMM yyyy, HH:mm</translation>
    </message>
</context>
<context>
    <name>otklik::ui::ViewsModel</name>
    <message numerus="yes">
        <source>%1, %n ticket(s)</source>
        <translation>
            <numerusform>%1, %n обращение</numerusform>
            <numerusform>%1, %n обращения</numerusform>
            <numerusform>%1, %n обращений</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>otklik::ui::ViewsPanel</name>
    <message>
        <source>Views</source>
        <translation>Представления</translation>
    </message>
</context>
</TS>
