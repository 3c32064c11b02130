<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>SignInPage</name>
    <message>
        <source>Signed in. You can close this page.</source>
        <translation>Вход выполнен. Эту страницу можно закрыть.</translation>
    </message>
    <message>
        <source>Not signed in. Otklik says why.</source>
        <translation>Вход не выполнен. Причина — в окне Otklik.</translation>
    </message>
</context>
<context>
    <name>otklik::ui::AccountChecks</name>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Change by hand</source>
        <translation>Изменить вручную</translation>
    </message>
    <message>
        <source>Choose the authority&apos;s file…</source>
        <translation>Выбрать файл центра сертификации…</translation>
    </message>
    <message>
        <source>Choose the authority&apos;s file</source>
        <translation>Выбрать файл центра сертификации</translation>
    </message>
    <message>
        <source>All checks passed.</source>
        <translation>Все проверки пройдены.</translation>
    </message>
</context>
<context>
    <name>otklik::ui::AccountDialog</name>
    <message>
        <source>Add a mailbox</source>
        <translation>Добавить ящик</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Проверить</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Mailbox</source>
        <translation>Ящик</translation>
    </message>
    <message>
        <source>Change the mailbox</source>
        <translation>Изменить ящик</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Check it before it is saved.</source>
        <translation>Проверьте, прежде чем сохранять.</translation>
    </message>
    <message>
        <source>The system&apos;s keychain did not take the password, so nothing was saved. Check once more to keep it in a file of the profile instead.</source>
        <translation>Системное хранилище не приняло пароль, поэтому ничего не сохранено. Проверьте ещё раз, чтобы держать пароль в файле профиля.</translation>
    </message>
    <message>
        <source>Your support mailbox</source>
        <translation>Ваш ящик поддержки</translation>
    </message>
    <message>
        <source>Another mailbox</source>
        <translation>Ещё один ящик</translation>
    </message>
    <message>
        <source>The mailbox that your team answers from. Each step is tried out before anything is saved.</source>
        <translation>Ящик, из которого отвечает ваша команда. Каждый шаг проверяется, прежде чем что-либо будет сохранено.</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Скопировать отчёт</translation>
    </message>
    <message>
        <source>Copy what the checks found</source>
        <translation>Скопировать, что показали проверки</translation>
    </message>
    <message>
        <source>Your name and your own address</source>
        <translation>Ваше имя и ваш адрес</translation>
    </message>
    <message>
        <source>The one that customers write to</source>
        <translation>Тот, на который пишут клиенты</translation>
    </message>
    <message>
        <source>Join the desk found there, or start one</source>
        <translation>Войти в найденную там команду или начать новую</translation>
    </message>
    <message>
        <source>Add it, and the mail comes in</source>
        <translation>Добавьте его, и почта начнёт приходить</translation>
    </message>
    <message>
        <source>Language and look are in the settings</source>
        <translation>Язык и вид — в настройках</translation>
    </message>
</context>
<context>
    <name>otklik::ui::AccountForm</name>
    <message>
        <source>Kind of mailbox</source>
        <translation>Вид ящика</translation>
    </message>
    <message>
        <source>Address of the mailbox</source>
        <translation>Адрес ящика</translation>
    </message>
    <message>
        <source>Name of the mailbox</source>
        <translation>Имя ящика</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Имя для входа</translation>
    </message>
    <message>
        <source>Incoming server</source>
        <translation>Сервер входящей почты</translation>
    </message>
    <message>
        <source>Outgoing server</source>
        <translation>Сервер исходящей почты</translation>
    </message>
    <message>
        <source>Incoming port</source>
        <translation>Порт входящей почты</translation>
    </message>
    <message>
        <source>Outgoing port</source>
        <translation>Порт исходящей почты</translation>
    </message>
    <message>
        <source>Incoming encryption</source>
        <translation>Шифрование входящей почты</translation>
    </message>
    <message>
        <source>Outgoing encryption</source>
        <translation>Шифрование исходящей почты</translation>
    </message>
    <message>
        <source>Certificate authority</source>
        <translation>Центр сертификации</translation>
    </message>
    <message>
        <source>Folder of the Maildir</source>
        <translation>Папка Maildir</translation>
    </message>
    <message>
        <source>On a mail server (IMAP)</source>
        <translation>На почтовом сервере (IMAP)</translation>
    </message>
    <message>
        <source>A folder of this computer (Maildir)</source>
        <translation>Папка на этом компьютере (Maildir)</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>STARTTLS</source>
        <translation>STARTTLS</translation>
    </message>
    <message>
        <source>none (this computer only)</source>
        <translation>нет (только этот компьютер)</translation>
    </message>
    <message>
        <source>only for a server with an authority of its own</source>
        <translation>только для сервера со своим центром</translation>
    </message>
    <message>
        <source>Password or app password</source>
        <translation>Пароль или пароль приложения</translation>
    </message>
    <message>
        <source>Incoming server (IMAP)</source>
        <translation>Входящая почта (IMAP)</translation>
    </message>
    <message>
        <source>Outgoing server (SMTP)</source>
        <translation>Исходящая почта (SMTP)</translation>
    </message>
    <message>
        <source>Certificate authority (PEM file)</source>
        <translation>Центр сертификации (файл PEM)</translation>
    </message>
    <message>
        <source>Enter the address of the mailbox.</source>
        <translation>Введите адрес ящика.</translation>
    </message>
    <message>
        <source>Give the mailbox a name.</source>
        <translation>Дайте ящику имя.</translation>
    </message>
    <message>
        <source>Choose the folder of the Maildir.</source>
        <translation>Выберите папку Maildir.</translation>
    </message>
    <message>
        <source>Enter the password, or say where it is.</source>
        <translation>Введите пароль или укажите, где он.</translation>
    </message>
    <message>
        <source>Enter the incoming server.</source>
        <translation>Введите сервер входящей почты.</translation>
    </message>
    <message>
        <source>Enter the outgoing server.</source>
        <translation>Введите сервер исходящей почты.</translation>
    </message>
    <message>
        <source>Enter the user name.</source>
        <translation>Введите имя пользователя.</translation>
    </message>
    <message>
        <source>Something is not written as it should be: name, address or a server. Without encryption only servers of this computer are used.</source>
        <translation>Что-то записано неверно: имя, адрес или сервер. Без шифрования можно работать только с серверами этого компьютера.</translation>
    </message>
    <message>
        <source>How to sign in</source>
        <translation>Способ входа</translation>
    </message>
    <message>
        <source>Extensions not to use</source>
        <translation>Не использовать расширения</translation>
    </message>
    <message>
        <source>only where a server does one wrong, as QRESYNC or IDLE</source>
        <translation>только если сервер выполняет что-то с ошибками, например QRESYNC или IDLE</translation>
    </message>
    <message>
        <source>Extensions of IMAP or SMTP that the server announces and this mailbox does without, separated by spaces.</source>
        <translation>Расширения IMAP или SMTP, которые сервер объявляет, а этот ящик не использует; через пробел.</translation>
    </message>
</context>
<context>
    <name>otklik::ui::AnswerForm</name>
    <message>
        <source>Title</source>
        <translation>Заголовок</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Язык</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>Сокращение</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Текст</translation>
    </message>
    <message>
        <source>Why some still see the old site</source>
        <translation>Почему у части людей старый сайт</translation>
    </message>
    <message>
        <source>Hello {{ contact.first_name | &quot;there&quot; }},</source>
        <translation>Здравствуйте, {{ contact.first_name | &quot;уважаемый клиент&quot; }}!</translation>
    </message>
    <message>
        <source>Statistics, journal and {{ include … }} know the answer by its name, so it stays.</source>
        <translation>По имени ответ знают статистика, журнал и {{ include … }}, поэтому оно не меняется.</translation>
    </message>
    <message>
        <source>Statistics, journal and {{ include … }} will know the answer by this name. Left empty, it is made from the title; later it stays as it is.</source>
        <translation>Под этим именем ответ будут знать статистика, журнал и {{ include … }}. Если оставить пустым, имя получится из заголовка; потом оно не меняется.</translation>
    </message>
</context>
<context>
    <name>otklik::ui::AnswersPage</name>
    <message>
        <source>Search the answers</source>
        <translation>Искать в ответах</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Ответы</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Что не так</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Просмотр</translation>
    </message>
    <message>
        <source>New answer</source>
        <translation>Новый ответ</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Shortcut, title or words of the text</source>
        <translation>Сокращение, заголовок или слова текста</translation>
    </message>
    <message>
        <source>Saved text, filled in for the ticket on the desk</source>
        <translation>Сохранённый текст, заполненный для открытого обращения</translation>
    </message>
    <message>
        <source>A shortcut is ; and then letters, digits, - or _.</source>
        <translation>Сокращение: ; и дальше буквы, цифры, - или _.</translation>
    </message>
    <message>
        <source>This cannot be read: %1</source>
        <translation>Это не читается: %1</translation>
    </message>
    <message>
        <source>Remove the answer?</source>
        <translation>Удалить ответ?</translation>
    </message>
    <message>
        <source>Remove “%1” for the whole team, in all its languages?</source>
        <translation>Удалить «%1» для всей команды, на всех языках?</translation>
    </message>
    <message>
        <source>No answer chosen</source>
        <translation>Ответ не выбран</translation>
    </message>
    <message>
        <source>Choose an answer in the list to read and change it.</source>
        <translation>Выберите ответ в списке, чтобы прочитать и изменить его.</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>Отбросить правки</translation>
    </message>
    <message>
        <source>Title and text are needed.</source>
        <translation>Нужны заголовок и текст.</translation>
    </message>
    <message>
        <source>There is an answer “%1” in this language already. Choose another name or language.</source>
        <translation>Ответ «%1» на этом языке уже есть. Выберите другое имя или язык.</translation>
    </message>
    <message>
        <source>Not saved yet: only you see these changes.</source>
        <translation>Ещё не сохранено: эти правки видите только вы.</translation>
    </message>
    <message>
        <source>Go on with the new answer</source>
        <translation>Продолжить новый ответ</translation>
    </message>
</context>
<context>
    <name>otklik::ui::AttachmentCard</name>
    <message>
        <source>Attachment %1, %2</source>
        <translation>Вложение %1, %2</translation>
    </message>
    <message>
        <source>%L1 × %L2, %3</source>
        <translation>%L1 × %L2, %3</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Сохранить как…</translation>
    </message>
    <message>
        <source>%1, out of %2</source>
        <translation>%1, из %2</translation>
    </message>
</context>
<context>
    <name>otklik::ui::BulkFigures</name>
    <message>
        <source>nobody</source>
        <translation>никто</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Статус</translation>
    </message>
    <message>
        <source>Assignee</source>
        <translation>Исполнитель</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Приоритет</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Каналы</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Метки</translation>
    </message>
    <message>
        <source>Next due</source>
        <translation>Ближайший срок</translation>
    </message>
</context>
<context>
    <name>otklik::ui::BulkSummary</name>
    <message>
        <source>Selected tickets</source>
        <translation>Выбранные обращения</translation>
    </message>
    <message>
        <source>Clear the selection</source>
        <translation>Снять выделение</translation>
    </message>
    <message>
        <source>Esc</source>
        <comment>key</comment>
        <translation>Esc</translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) selected</source>
        <translation>
            <numerusform>Выбрано %n обращение</numerusform>
            <numerusform>Выбрано %n обращения</numerusform>
            <numerusform>Выбрано %n обращений</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>otklik::ui::CannedDelegate</name>
    <message numerus="yes">
        <source>%n use(s)</source>
        <translation>
            <numerusform>%n раз</numerusform>
            <numerusform>%n раза</numerusform>
            <numerusform>%n раз</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n similar</source>
        <translation>
            <numerusform>в %n похожем</numerusform>
            <numerusform>в %n похожих</numerusform>
            <numerusform>в %n похожих</numerusform>
        </translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>не сохранено</translation>
    </message>
</context>
<context>
    <name>otklik::ui::CannedModel</name>
    <message numerus="yes">
        <source>%1, %2, %3, used %n time(s)</source>
        <translation>
            <numerusform>%1, %2, %3, использован %n раз</numerusform>
            <numerusform>%1, %2, %3, использован %n раза</numerusform>
            <numerusform>%1, %2, %3, использован %n раз</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, changes not saved</source>
        <translation>%1, изменения не сохранены</translation>
    </message>
</context>
<context>
    <name>otklik::ui::CannedPicker</name>
    <message>
        <source>Search the answers</source>
        <translation>Искать в ответах</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Ответы</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>Пропуски</translation>
    </message>
    <message>
        <source>Filled answer</source>
        <translation>Заполненный ответ</translation>
    </message>
    <message>
        <source>Canned responses</source>
        <translation>Готовые ответы</translation>
    </message>
    <message>
        <source>Shortcut, title or words of the text</source>
        <translation>Сокращение, заголовок или слова текста</translation>
    </message>
    <message>
        <source>Enter</source>
        <comment>key</comment>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>Вставить</translation>
    </message>
    <message>
        <source>Tab</source>
        <comment>key</comment>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Next placeholder</source>
        <translation>К пропуску</translation>
    </message>
    <message>
        <source>Other language</source>
        <translation>Другой язык</translation>
    </message>
    <message>
        <source>Edit answer</source>
        <translation>Изменить ответ</translation>
    </message>
    <message>
        <source>Esc</source>
        <comment>key</comment>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>No answer matches</source>
        <translation>Ничего не подходит</translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s), best for this ticket first</source>
        <translation>
            <numerusform>%n ответ, лучшие для этого обращения первыми</numerusform>
            <numerusform>%n ответа, лучшие для этого обращения первыми</numerusform>
            <numerusform>%n ответов, лучшие для этого обращения первыми</numerusform>
        </translation>
    </message>
    <message>
        <source>All</source>
        <translation>Все</translation>
    </message>
    <message>
        <source>Language %1</source>
        <translation>Язык %1</translation>
    </message>
    <message numerus="yes">
        <source>%n placeholder(s) have no value: fill them before you send</source>
        <translation>
            <numerusform>%n место не заполнено: заполните до отправки</numerusform>
            <numerusform>%n места не заполнены: заполните до отправки</numerusform>
            <numerusform>%n мест не заполнено: заполните до отправки</numerusform>
        </translation>
    </message>
    <message>
        <source>No answers yet: the page Answers writes the first one</source>
        <translation>Готовых ответов пока нет: первый пишут на странице «Ответы»</translation>
    </message>
</context>
<context>
    <name>otklik::ui::CauseBars</name>
    <message>
        <source>Why it happened</source>
        <translation>Почему это случилось</translation>
    </message>
    <message>
        <source>%1: %2 of %3 solved tickets, %4%</source>
        <translation>%1: %2 из %3 решённых, %4 %</translation>
    </message>
    <message>
        <source>Nothing was solved in this period.</source>
        <translation>За этот период ничего не решено.</translation>
    </message>
</context>
<context>
    <name>otklik::ui::CheckRow</name>
    <message>
        <source>Show</source>
        <translation>Показать</translation>
    </message>
    <message>
        <source>Show: %1</source>
        <translation>Показать: %1</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Скрыть</translation>
    </message>
    <message>
        <source>not tried yet</source>
        <translation>ещё не проверено</translation>
    </message>
    <message>
        <source>trying</source>
        <translation>проверяется</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>пройдено</translation>
    </message>
    <message>
        <source>works, but could be better</source>
        <translation>работает, но могло бы лучше</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>сбой</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>check and how it went</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>trying…</source>
        <translation>проверяется…</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 мс</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 с</translation>
    </message>
</context>
<context>
    <name>otklik::ui::CheckText</name>
    <message>
        <source>Connection</source>
        <translation>Соединение</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Шифрование</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>Вход</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Папка</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Папки</translation>
    </message>
    <message>
        <source>New mail at once</source>
        <translation>Новые письма сразу</translation>
    </message>
    <message>
        <source>Journal of the team</source>
        <translation>Журнал команды</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Отправка</translation>
    </message>
    <message>
        <source>%1 answers</source>
        <translation>%1 отвечает</translation>
    </message>
    <message>
        <source>none: the server is on this computer</source>
        <translation>нет: сервер на этом компьютере</translation>
    </message>
    <message>
        <source>as %1</source>
        <translation>как %1</translation>
    </message>
    <message>
        <source>not offered: new mail is asked for every 5 minutes</source>
        <translation>не умеет: почта запрашивается каждые 5 минут</translation>
    </message>
    <message>
        <source>the server tells it</source>
        <translation>сервер сообщает о них</translation>
    </message>
    <message>
        <source>off: decisions stay on this desk</source>
        <translation>выключен: решения остаются на этом месте</translation>
    </message>
    <message>
        <source>found: you join the team that works with it</source>
        <translation>найден: вы входите в команду, которая с ним работает</translation>
    </message>
    <message>
        <source>is made with the first synchronisation</source>
        <translation>появится при первой синхронизации</translation>
    </message>
    <message>
        <source>%1 takes mail from you</source>
        <translation>%1 принимает от вас письма</translation>
    </message>
    <message>
        <source>Issued by: %1</source>
        <translation>Выдан: %1</translation>
    </message>
    <message>
        <source>For: %1</source>
        <translation>Для: %1</translation>
    </message>
    <message>
        <source>Valid: %1 to %2</source>
        <translation>Действует: с %1 по %2</translation>
    </message>
    <message>
        <source>SHA-256: %1</source>
        <translation>SHA-256: %1</translation>
    </message>
    <message>
        <source>%1 refused the user name or the password.</source>
        <translation>%1 не принял имя пользователя или пароль.</translation>
    </message>
    <message>
        <source>The certificate of %1 is not trusted.</source>
        <translation>Сертификату %1 нет доверия.</translation>
    </message>
    <message>
        <source>%1 cannot be reached.</source>
        <translation>%1 недоступен.</translation>
    </message>
    <message>
        <source>%1 does not answer.</source>
        <translation>%1 не отвечает.</translation>
    </message>
    <message>
        <source>What answers at %1 is no mail server that Otklik understands.</source>
        <translation>По адресу %1 отвечает не тот почтовый сервер, который понимает Otklik.</translation>
    </message>
    <message>
        <source>%1 is no Maildir.</source>
        <translation>%1 — не Maildir.</translation>
    </message>
    <message>
        <source>The password is not where it should be.</source>
        <translation>Пароля нет там, где он должен быть.</translation>
    </message>
    <message>
        <source>%1 cannot be read or written.</source>
        <translation>%1 нельзя прочитать или записать.</translation>
    </message>
    <message>
        <source>The password cannot be read.</source>
        <translation>Пароль нельзя прочитать.</translation>
    </message>
    <message>
        <source>Something in the form is not as it should be.</source>
        <translation>Что-то в форме заполнено неверно.</translation>
    </message>
    <message>
        <source>%1 said no.</source>
        <translation>%1 ответил отказом.</translation>
    </message>
    <message>
        <source>Look at both. Large providers want an app password here, which is made in the settings of their web mail.</source>
        <translation>Проверьте и то и другое. Крупные службы требуют здесь пароль приложения: его создают в настройках их веб-почты.</translation>
    </message>
    <message>
        <source>Compare this with whoever runs the server. If it is right, choose the file with the server&apos;s authority; if not, do not go on.</source>
        <translation>Сверьте это с тем, кто ведёт сервер. Если всё верно, выберите файл с центром сертификации сервера; если нет, не продолжайте.</translation>
    </message>
    <message>
        <source>Look at the server&apos;s name and port, and whether this computer is online.</source>
        <translation>Проверьте имя и порт сервера и есть ли у компьютера сеть.</translation>
    </message>
    <message>
        <source>Look at the port and the encryption: 993 and 465 go with TLS, 143 and 587 with STARTTLS.</source>
        <translation>Проверьте порт и шифрование: 993 и 465 идут с TLS, 143 и 587 — со STARTTLS.</translation>
    </message>
    <message>
        <source>Choose a folder that has cur, new and tmp in it.</source>
        <translation>Выберите папку, в которой есть cur, new и tmp.</translation>
    </message>
    <message>
        <source>Enter it again, or look at the name of the file or the variable.</source>
        <translation>Введите его снова или проверьте имя файла или переменной.</translation>
    </message>
    <message>
        <source>Look at who may read and write the folder.</source>
        <translation>Проверьте, кому можно читать и менять папку.</translation>
    </message>
    <message>
        <source>Keep it in a file of the profile instead.</source>
        <translation>Держите его в файле профиля.</translation>
    </message>
    <message>
        <source>The details say what.</source>
        <translation>В подробностях сказано что.</translation>
    </message>
    <message>
        <source>The details say why. The mailbox can be added all the same; answers wait until sending works.</source>
        <translation>Причина — в подробностях. Ящик всё равно можно добавить: ответы подождут, пока отправка не заработает.</translation>
    </message>
    <message>
        <source>The details say why. Try again later, or ask whoever runs the server.</source>
        <translation>Причина — в подробностях. Попробуйте позже или спросите того, кто ведёт сервер.</translation>
    </message>
    <message>
        <source>%1 refused the sign-in.</source>
        <translation>%1: вход отклонён.</translation>
    </message>
    <message>
        <source>Sign in in the browser once more, as the one whom the mailbox belongs to, and allow mail.</source>
        <translation>Войдите в браузере ещё раз под владельцем ящика и разрешите доступ к почте.</translation>
    </message>
    <message>
        <source>%1 does not encrypt as it is demanded here.</source>
        <translation>%1 не шифрует так, как здесь требуется.</translation>
    </message>
</context>
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
        <translation>Вид</translation>
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
    <name>otklik::ui::Composer</name>
    <message>
        <source>What to write</source>
        <translation>Что писать</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Кому</translation>
    </message>
    <message>
        <source>Cc</source>
        <translation>Копия</translation>
    </message>
    <message>
        <source>Bcc</source>
        <translation>Скрытая</translation>
    </message>
    <message>
        <source>Add Cc</source>
        <translation>Добавить копию</translation>
    </message>
    <message>
        <source>Add Bcc</source>
        <translation>Добавить скрытую копию</translation>
    </message>
    <message>
        <source>Text of the answer</source>
        <translation>Текст ответа</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Черновик</translation>
    </message>
    <message>
        <source>Send later</source>
        <translation>Отправить позже</translation>
    </message>
    <message>
        <source>Add note</source>
        <translation>Добавить заметку</translation>
    </message>
    <message>
        <source>Send and solve</source>
        <translation>Отправить и решить</translation>
    </message>
    <message>
        <source>Composer</source>
        <translation>Редактор ответа</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Send anyway</source>
        <translation>Всё равно отправить</translation>
    </message>
    <message>
        <source>Back to the text</source>
        <translation>Вернуться к тексту</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Ответ</translation>
    </message>
    <message>
        <source>Internal note</source>
        <translation>Внутренняя заметка</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>Полужирный</translation>
    </message>
    <message>
        <source>Italic</source>
        <translation>Курсив</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Список</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Ссылка</translation>
    </message>
    <message>
        <source>Canned</source>
        <translation>Готовые</translation>
    </message>
    <message>
        <source>Attach</source>
        <translation>Вложить</translation>
    </message>
    <message>
        <source>Ways to send</source>
        <translation>Как отправить</translation>
    </message>
    <message>
        <source>In an hour</source>
        <translation>Через час</translation>
    </message>
    <message>
        <source>In 3 hours</source>
        <translation>Через 3 часа</translation>
    </message>
    <message>
        <source>Tomorrow, 9:00</source>
        <translation>Завтра, 9:00</translation>
    </message>
    <message>
        <source>Monday, 9:00</source>
        <translation>В понедельник, 9:00</translation>
    </message>
    <message>
        <source>Draft saved %1</source>
        <translation>Черновик сохранён %1</translation>
    </message>
    <message>
        <source>A note for the team; the customer never sees it</source>
        <translation>Заметка для команды, клиент её не увидит</translation>
    </message>
    <message>
        <source>Write an answer, or type ; for a canned one</source>
        <translation>Напишите ответ или наберите ; для готового</translation>
    </message>
    <message>
        <source>A placeholder has no value: Tab leads to it</source>
        <translation>Не всё заполнено: Tab ведёт к пропуску</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 не читается: %2</translation>
    </message>
    <message numerus="yes">
        <source>Sending in %n s</source>
        <translation>
            <numerusform>Отправка через %n с</numerusform>
            <numerusform>Отправка через %n с</numerusform>
            <numerusform>Отправка через %n с</numerusform>
        </translation>
    </message>
    <message>
        <source>Address of the page</source>
        <translation>Адрес страницы</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Вложить файлы</translation>
    </message>
    <message>
        <source>screenshot-%1.png</source>
        <comment>file name</comment>
        <translation>снимок-%1.png</translation>
    </message>
    <message>
        <source>The picture could not be kept in %1</source>
        <translation>Картинку не удалось сохранить в %1</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>Убрать %1</translation>
    </message>
    <message>
        <source>%1, click removes it</source>
        <translation>%1, щелчок убирает</translation>
    </message>
    <message>
        <source>Reply all</source>
        <translation>Ответить всем</translation>
    </message>
    <message>
        <source>Reply to all (Shift+R)</source>
        <translation>Ответить всем (Shift+R)</translation>
    </message>
    <message>
        <source>What goes along</source>
        <translation>Что уйдёт вместе с письмом</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Переслать</translation>
    </message>
    <message>
        <source>A few words to whom you forward this</source>
        <translation>Несколько слов тому, кому пересылаете</translation>
    </message>
    <message>
        <source>Goes along below your words: the mail of %1</source>
        <translation>Ниже ваших слов уйдёт письмо: %1</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Отправить</translation>
    </message>
    <message>
        <source>Send, wait for the customer	Ctrl+Shift+Enter</source>
        <translation>Отправить и ждать клиента	Ctrl+Shift+Enter</translation>
    </message>
    <message>
        <source>A mail to %1 came back before. %2</source>
        <translation>Письмо на адрес %1 уже возвращалось. %2</translation>
    </message>
    <message>
        <source>Pick a time…</source>
        <translation>Выбрать время…</translation>
    </message>
</context>
<context>
    <name>otklik::ui::ComposerPresenter</name>
    <message>
        <source>The mail that is forwarded is still being read. Try again in a moment.</source>
        <translation>Пересылаемое письмо ещё читается. Повторите через мгновение.</translation>
    </message>
</context>
<context>
    <name>otklik::ui::ConsoleWindow</name>
    <message>
        <source>New ticket</source>
        <translation>Новое обращение</translation>
    </message>
    <message>
        <source>Synchronise now</source>
        <translation>Синхронизировать сейчас</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Выйти</translation>
    </message>
    <message>
        <source>Undo the last decision</source>
        <translation>Отменить последнее решение</translation>
    </message>
    <message>
        <source>Search the queue</source>
        <translation>Искать в очереди</translation>
    </message>
    <message>
        <source>Search or run a command</source>
        <translation>Найти или выполнить команду</translation>
    </message>
    <message>
        <source>Show or hide the customer</source>
        <translation>Показать или скрыть клиента</translation>
    </message>
    <message>
        <source>All tickets of this customer</source>
        <translation>Все обращения этого клиента</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Все клавиши</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Очередь</translation>
    </message>
    <message>
        <source>Go to Mine</source>
        <translation>К моим</translation>
    </message>
    <message>
        <source>Go to Unassigned</source>
        <translation>К неназначенным</translation>
    </message>
    <message>
        <source>Go to At risk</source>
        <translation>К горящим</translation>
    </message>
    <message>
        <source>Go to All open</source>
        <translation>Ко всем открытым</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>Следующая панель</translation>
    </message>
    <message>
        <source>Hide or show the rest while searching</source>
        <translation>Скрыть или показать остальное при поиске</translation>
    </message>
    <message>
        <source>Assign…</source>
        <translation>Назначить…</translation>
    </message>
    <message>
        <source>Assign to me</source>
        <translation>Назначить мне</translation>
    </message>
    <message>
        <source>Status…</source>
        <translation>Статус…</translation>
    </message>
    <message>
        <source>Priority…</source>
        <translation>Приоритет…</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>Метки…</translation>
    </message>
    <message>
        <source>Snooze…</source>
        <translation>Отложить…</translation>
    </message>
    <message>
        <source>Merge…</source>
        <translation>Объединить…</translation>
    </message>
    <message>
        <source>Mark read or unread</source>
        <translation>Отметить прочитанным или нет</translation>
    </message>
    <message>
        <source>Next ticket</source>
        <translation>Следующее обращение</translation>
    </message>
    <message>
        <source>Previous ticket</source>
        <translation>Предыдущее обращение</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>Выбрать</translation>
    </message>
    <message>
        <source>Clear the selection</source>
        <translation>Снять выделение</translation>
    </message>
    <message>
        <source>Next ticket in the list</source>
        <translation>Следующее в списке</translation>
    </message>
    <message>
        <source>Previous ticket in the list</source>
        <translation>Предыдущее в списке</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Ответ</translation>
    </message>
    <message>
        <source>Internal note</source>
        <translation>Внутренняя заметка</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Переслать</translation>
    </message>
    <message>
        <source>Insert a canned response…</source>
        <translation>Вставить готовый ответ…</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>Обращения</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>Клиенты</translation>
    </message>
    <message>
        <source>This is the demo mailbox: try everything, no mail leaves this computer.</source>
        <translation>Это пробный ящик: пробуйте всё, письма не покинут компьютер.</translation>
    </message>
    <message>
        <source>All tickets</source>
        <translation>Все обращения</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Pinned note</source>
        <translation>Закреплённая заметка</translation>
    </message>
    <message>
        <source>Note on this customer:</source>
        <translation>Заметка о клиенте:</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Скрыть</translation>
    </message>
    <message>
        <source>Add a mailbox…</source>
        <translation>Добавить ящик…</translation>
    </message>
    <message>
        <source>Add your mailbox</source>
        <translation>Добавить свой ящик</translation>
    </message>
    <message>
        <source>Reply to all</source>
        <translation>Ответить всем</translation>
    </message>
    <message>
        <source>Show or hide quotes</source>
        <translation>Показать или скрыть цитаты</translation>
    </message>
    <message>
        <source>Source of the message</source>
        <translation>Исходный текст письма</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>Войти снова</translation>
    </message>
    <message>
        <source>Password of %1 for %2</source>
        <translation>Пароль %1 для %2</translation>
    </message>
    <message>
        <source>Saved. Your colleagues see it.</source>
        <translation>Сохранено. Коллеги это видят.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>Link…</source>
        <translation>Связать…</translation>
    </message>
    <message>
        <source>Started offline: nothing is received or sent until you connect. What you write waits.</source>
        <translation>Запущено без связи: пока вы не подключитесь, ничего не принимается и не отправляется. Написанное ждёт.</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Подключиться</translation>
    </message>
    <message>
        <source>Nothing has been read yet</source>
        <translation>Ещё ничего не прочитано</translation>
    </message>
    <message>
        <source>This desk was started offline, and no mail has come here before.</source>
        <translation>Программа запущена без связи, и почта сюда ещё не приходила.</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Войти</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
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
    <name>otklik::ui::ConversationPresenter</name>
    <message>
        <source>The file could not be written: %1</source>
        <translation>Файл не записан: %1</translation>
    </message>
</context>
<context>
    <name>otklik::ui::ConversationText</name>
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
        <translation>Ждём других</translation>
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
    <message numerus="yes">
        <source>%1 changed %n thing(s)</source>
        <translation>
            <numerusform>%1: %n изменение</numerusform>
            <numerusform>%1: %n изменения</numerusform>
            <numerusform>%1: %n изменений</numerusform>
        </translation>
    </message>
    <message>
        <source>This message opened the ticket.</source>
        <translation>Это письмо открыло обращение.</translation>
    </message>
    <message>
        <source>It was split off from another ticket by hand.</source>
        <translation>Отделено вручную от другого обращения.</translation>
    </message>
    <message>
        <source>It was put here by hand.</source>
        <translation>Помещено сюда вручную.</translation>
    </message>
    <message>
        <source>It is an answer that was written here.</source>
        <translation>Это ответ, написанный здесь.</translation>
    </message>
    <message>
        <source>It refers to an earlier message of this ticket.</source>
        <translation>Ссылается на прежнее письмо этого обращения.</translation>
    </message>
    <message>
        <source>It answers an earlier message of this ticket.</source>
        <translation>Отвечает на прежнее письмо этого обращения.</translation>
    </message>
    <message>
        <source>It reports that an answer of this ticket could not be delivered.</source>
        <translation>Сообщает, что ответ этого обращения не доставлен.</translation>
    </message>
    <message>
        <source>Its subject names this ticket and the sender takes part in it.</source>
        <translation>Тема называет это обращение, и отправитель в нём участвует.</translation>
    </message>
    <message>
        <source>It belongs to no earlier message, so it opened a ticket.</source>
        <translation>Не относится ни к одному прежнему письму, поэтому открыло обращение.</translation>
    </message>
    <message>
        <source>Delivery report</source>
        <translation>Отчёт о доставке</translation>
    </message>
    <message>
        <source>Auto-reply</source>
        <translation>Автоответ</translation>
    </message>
    <message>
        <source>Mailing list</source>
        <translation>Рассылка</translation>
    </message>
    <message>
        <source>Read receipt</source>
        <translation>Уведомление о прочтении</translation>
    </message>
    <message>
        <source>Automatic mail</source>
        <translation>Автоматическое письмо</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>Ждёт отправки</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Отправляется…</translation>
    </message>
    <message>
        <source>Sent %1</source>
        <translation>Отправлено %1</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Не отправлено</translation>
    </message>
    <message>
        <source>Perhaps sent</source>
        <translation>Возможно, отправлено</translation>
    </message>
    <message>
        <source>First response</source>
        <translation>Первый ответ</translation>
    </message>
    <message>
        <source>Next response</source>
        <translation>Следующий ответ</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>Решение</translation>
    </message>
    <message>
        <source>Ticket opened</source>
        <translation>Обращение открыто</translation>
    </message>
    <message>
        <source>%1 created this ticket</source>
        <translation>%1: обращение создано</translation>
    </message>
    <message>
        <source>%1 set status to %2</source>
        <translation>%1: статус %2</translation>
    </message>
    <message>
        <source>%1 removed the assignee</source>
        <translation>%1: исполнитель снят</translation>
    </message>
    <message>
        <source>%1 took this ticket</source>
        <translation>%1: обращение взято</translation>
    </message>
    <message>
        <source>%1 assigned this to %2</source>
        <translation>%1: назначено, %2</translation>
    </message>
    <message>
        <source>%1 set priority to %2</source>
        <translation>%1: приоритет %2</translation>
    </message>
    <message>
        <source>%1 set category to %2</source>
        <translation>%1: категория %2</translation>
    </message>
    <message>
        <source>%1 added the tag %2</source>
        <translation>%1: добавлена метка %2</translation>
    </message>
    <message>
        <source>%1 removed the tag %2</source>
        <translation>%1: снята метка %2</translation>
    </message>
    <message>
        <source>%1 added the tag %2 and removed %3</source>
        <translation>%1: добавлена метка %2, снята %3</translation>
    </message>
    <message>
        <source>%1 ended the snooze</source>
        <translation>%1: снова в работе</translation>
    </message>
    <message>
        <source>%1 snoozed this until %2</source>
        <translation>%1: отложено до %2</translation>
    </message>
    <message>
        <source>%1 merged this ticket into another</source>
        <translation>%1: объединено с другим обращением</translation>
    </message>
    <message>
        <source>%1 took the merge back</source>
        <translation>%1: объединение отменено</translation>
    </message>
    <message>
        <source>%1 split messages off into a ticket of their own</source>
        <translation>%1: письма отделены в новое обращение</translation>
    </message>
    <message>
        <source>%1 put a message here</source>
        <translation>%1: письмо помещено сюда</translation>
    </message>
    <message>
        <source>%1 linked another ticket</source>
        <translation>%1: связано с другим обращением</translation>
    </message>
    <message>
        <source>%1 changed the subject to %2</source>
        <translation>%1: тема изменена на %2</translation>
    </message>
    <message>
        <source>%1 answered</source>
        <translation>%1: ответ</translation>
    </message>
    <message>
        <source>%1 changed this ticket</source>
        <translation>%1: изменение</translation>
    </message>
    <message>
        <source>It answers the same message as an earlier one of this ticket; that message never came here.</source>
        <translation>Это ответ на то же письмо, что и более раннее письмо обращения; само то письмо сюда не приходило.</translation>
    </message>
    <message>
        <source>It is the same message as an earlier one; it came to another mailbox as well.</source>
        <translation>Это то же письмо, что и более раннее: оно пришло ещё и в другой ящик.</translation>
    </message>
    <message>
        <source>Not delivered to %1.</source>
        <translation>Не доставлено: %1.</translation>
    </message>
    <message>
        <source>Delayed on the way to %1.</source>
        <translation>Задерживается в пути к %1.</translation>
    </message>
    <message>
        <source>%1, cause: %2</source>
        <comment>event</comment>
        <translation>%1, причина: %2</translation>
    </message>
    <message>
        <source>%1 merged another ticket into this one</source>
        <translation>%1: к этому обращению присоединено другое</translation>
    </message>
    <message>
        <source>%1 merged this ticket into %2</source>
        <translation>%1: объединено с %2</translation>
    </message>
    <message>
        <source>%1 linked this with %2</source>
        <translation>%1: связано с %2</translation>
    </message>
    <message>
        <source>It names a message of this ticket in a header that a server on the way added.</source>
        <translation>Оно называет письмо этого обращения в заголовке, который добавил сервер по пути.</translation>
    </message>
    <message>
        <source>In Outlook it is of the same conversation as an earlier message of this ticket.</source>
        <translation>В Outlook оно из той же беседы, что и более раннее письмо этого обращения.</translation>
    </message>
    <message>
        <source>The same sender&apos;s desk named the same number in an earlier message of this ticket.</source>
        <translation>Служба поддержки того же отправителя назвала тот же номер в более раннем письме этого обращения.</translation>
    </message>
    <message>
        <source>What it quotes names this ticket, and the sender takes part in it.</source>
        <translation>То, что оно цитирует, называет это обращение, и отправитель в нём участвует.</translation>
    </message>
    <message>
        <source>The subject is another one than before. Another matter?</source>
        <translation>Тема не та, что прежде. Другой вопрос?</translation>
    </message>
    <message>
        <source>Put it on a ticket of its own</source>
        <translation>Выделить в отдельное обращение</translation>
    </message>
    <message>
        <source>Same matter</source>
        <translation>Тот же вопрос</translation>
    </message>
    <message>
        <source>The forwarded mail is from %1. Is that the customer?</source>
        <translation>Пересланное письмо написал(а) %1. Это и есть клиент?</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Нет</translation>
    </message>
    <message>
        <source>Answers to this mail go to %1. Is %2 a form?</source>
        <translation>Ответы на это письмо уходят на %1. %2 — это форма на сайте?</translation>
    </message>
    <message>
        <source>Yes, take Reply-To as the customer from now on</source>
        <translation>Да, впредь считать клиентом того, кто в Reply-To</translation>
    </message>
    <message>
        <source>%1 made who opened the ticket the customer again</source>
        <translation>%1: клиент снова тот, кто открыл обращение</translation>
    </message>
    <message>
        <source>%1 made %2 the customer</source>
        <translation>%1: клиент теперь %2</translation>
    </message>
    <message>
        <source>Yes, that is the customer</source>
        <translation>Да, это клиент</translation>
    </message>
    <message>
        <source>Encrypted with %1: it cannot be read here. Save the attached file and open it with a program that has the key.</source>
        <translation>Зашифровано (%1): здесь не прочесть. Сохраните вложенный файл и откройте его программой, у которой есть ключ.</translation>
    </message>
    <message>
        <source>Signed with %1 in a way that wraps the text: it cannot be read here. Save the attached file and open it with another mail program.</source>
        <translation>Подписано (%1) так, что текст завёрнут в подпись: здесь не прочесть. Сохраните вложенный файл и откройте его другой почтовой программой.</translation>
    </message>
    <message>
        <source>Signed with %1; the signature was not checked.</source>
        <translation>Подписано (%1); подпись не проверялась.</translation>
    </message>
    <message>
        <source>%1 mixes letters of several alphabets: it may be made to look like another name.</source>
        <translation>В имени %1 смешаны буквы разных алфавитов: возможно, его выдают за другое.</translation>
    </message>
    <message>
        <source>%1 looks like %2, but is another domain.</source>
        <translation>%1 похож на %2, но это другой домен.</translation>
    </message>
    <message>
        <source>The mail comes from the domain it names.</source>
        <translation>Письмо пришло из домена, который называет.</translation>
    </message>
    <message>
        <source>The mail does not come from the domain it names, or somebody changed it on the way.</source>
        <translation>Письмо пришло не из домена, который называет, или изменено в пути.</translation>
    </message>
    <message>
        <source>Nothing vouches for the sender&apos;s domain.</source>
        <translation>За домен отправителя никто не ручается.</translation>
    </message>
    <message>
        <source>Checked by %1</source>
        <translation>Проверил %1</translation>
    </message>
    <message>
        <source>Unicode (%1)</source>
        <translation>Юникод (%1)</translation>
    </message>
    <message>
        <source>Cyrillic (%1)</source>
        <translation>Кириллица (%1)</translation>
    </message>
    <message>
        <source>Western (%1)</source>
        <translation>Западноевропейская (%1)</translation>
    </message>
    <message>
        <source>Central European (%1)</source>
        <translation>Центральноевропейская (%1)</translation>
    </message>
    <message>
        <source>Greek (%1)</source>
        <translation>Греческая (%1)</translation>
    </message>
    <message>
        <source>Turkish (%1)</source>
        <translation>Турецкая (%1)</translation>
    </message>
    <message>
        <source>Hebrew (%1)</source>
        <translation>Иврит (%1)</translation>
    </message>
    <message>
        <source>Arabic (%1)</source>
        <translation>Арабская (%1)</translation>
    </message>
    <message>
        <source>Chinese (%1)</source>
        <translation>Китайская (%1)</translation>
    </message>
    <message>
        <source>Japanese (%1)</source>
        <translation>Японская (%1)</translation>
    </message>
    <message>
        <source>Korean (%1)</source>
        <translation>Корейская (%1)</translation>
    </message>
    <message>
        <source>Held back</source>
        <translation>Придержано</translation>
    </message>
    <message>
        <source>%1 erased what was noted about the customer</source>
        <translation>%1: записанное о клиенте стёрто</translation>
    </message>
    <message>
        <source>%1 changed the customer</source>
        <translation>%1: клиент изменён</translation>
    </message>
    <message>
        <source>A late answer to an earlier ticket, which was closed; this ticket follows it.</source>
        <translation>Поздний ответ на прежнее обращение, которое было закрыто; это обращение его продолжает.</translation>
    </message>
    <message>
        <source>A late answer to %1, which was closed; this ticket follows it.</source>
        <translation>Поздний ответ на %1, которое было закрыто; это обращение его продолжает.</translation>
    </message>
    <message>
        <source>Not sent to all yet</source>
        <translation>Отправлено ещё не всем</translation>
    </message>
    <message>
        <source>This mail is too large to be fetched. It lies whole in the mailbox on the server; here are its header and the beginning of its text, without its files.</source>
        <translation>Это письмо слишком велико для загрузки. Целиком оно лежит в ящике на сервере; здесь его заголовок и начало текста, без файлов.</translation>
    </message>
    <message>
        <source>This mail is too large to be fetched (%1). It lies whole in the mailbox on the server; here are its header and the beginning of its text, without its files.</source>
        <translation>Это письмо слишком велико для загрузки (%1). Целиком оно лежит в ящике на сервере; здесь его заголовок и начало текста, без файлов.</translation>
    </message>
    <message>
        <source>Answers to this mail go to %1. Is that the customer?</source>
        <translation>Ответы на это письмо уходят на %1. Это клиент?</translation>
    </message>
</context>
<context>
    <name>otklik::ui::ConversationView</name>
    <message>
        <source>Show or hide quotes	Q</source>
        <translation>Показать или скрыть цитаты	Q</translation>
    </message>
    <message>
        <source>Source of the message	Ctrl+U</source>
        <translation>Исходный текст письма	Ctrl+U</translation>
    </message>
    <message>
        <source>Why is this here?</source>
        <translation>Почему это здесь?</translation>
    </message>
    <message>
        <source>Copy the number</source>
        <translation>Копировать номер</translation>
    </message>
    <message>
        <source>Why is this here? %1</source>
        <translation>Почему это здесь? %1</translation>
    </message>
    <message>
        <source>The file could not be written: %1</source>
        <translation>Файл не записан: %1</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Переписка</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>No ticket chosen</source>
        <translation>Обращение не выбрано</translation>
    </message>
    <message>
        <source>Choose a ticket in the queue to read it here.</source>
        <translation>Выберите обращение в очереди, и оно откроется здесь.</translation>
    </message>
    <message numerus="yes">
        <source>Show %n earlier message(s)</source>
        <translation>
            <numerusform>Показать %n более раннее сообщение</numerusform>
            <numerusform>Показать %n более ранних сообщения</numerusform>
            <numerusform>Показать %n более ранних сообщений</numerusform>
        </translation>
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
    <message>
        <source>%1 (not reached)</source>
        <translation>%1 (не доходит)</translation>
    </message>
    <message>
        <source>Mail reaches the addresses again</source>
        <translation>Письма на эти адреса снова доходят</translation>
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
        <translation>ждём других</translation>
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
    <name>otklik::ui::DayChart</name>
    <message>
        <source>Created and solved by day</source>
        <translation>Создано и решено по дням</translation>
    </message>
    <message>
        <source>dddd, d MMMM</source>
        <comment>date format</comment>
        <translation>dddd, d MMMM</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>date format, axis</comment>
        <translation>d MMM</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>%1: %2 created, %3 solved, %4 open at the end</source>
        <translation>%1: создано %2, решено %3, в конце в работе %4</translation>
    </message>
</context>
<context>
    <name>otklik::ui::DeskViews</name>
    <message>
        <source>Views</source>
        <translation>Представления</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Мои</translation>
    </message>
    <message>
        <source>Unassigned</source>
        <translation>Не назначены</translation>
    </message>
    <message>
        <source>At risk</source>
        <translation>Горят</translation>
    </message>
    <message>
        <source>Waiting for customer</source>
        <translation>Ждём клиента</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>Ждём других</translation>
    </message>
    <message>
        <source>All open</source>
        <translation>Все открытые</translation>
    </message>
    <message>
        <source>Solved today</source>
        <translation>Решены сегодня</translation>
    </message>
    <message>
        <source>Snoozed</source>
        <translation>Отложены</translation>
    </message>
    <message>
        <source>Mailboxes</source>
        <translation>Ящики</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Метки</translation>
    </message>
    <message>
        <source>Nothing at risk</source>
        <translation>Ничего не горит</translation>
    </message>
    <message>
        <source>Nothing is assigned to you</source>
        <translation>На вас ничего не назначено</translation>
    </message>
    <message>
        <source>Every ticket has somebody</source>
        <translation>У каждого обращения есть исполнитель</translation>
    </message>
    <message>
        <source>Nothing solved yet today</source>
        <translation>Сегодня ещё ничего не решено</translation>
    </message>
    <message>
        <source>Nothing is put off</source>
        <translation>Ничего не отложено</translation>
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
    <message>
        <source>Something on this computer cannot be read or written: %1.</source>
        <translation>На этом компьютере что-то не читается или не записывается: %1.</translation>
    </message>
    <message>
        <source>The server does not encrypt as the account demands (%1). Nothing was said to it. Look at the port and the encryption in the account&apos;s settings.</source>
        <translation>Сервер не шифрует так, как требует учётная запись (%1). Ему ничего не сообщено. Проверьте порт и шифрование в настройках учётной записи.</translation>
    </message>
</context>
<context>
    <name>otklik::ui::Features</name>
    <message>
        <source>Answers</source>
        <translation>Ответы</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Статистика</translation>
    </message>
    <message>
        <source>Add a mailbox</source>
        <translation>Добавить ящик</translation>
    </message>
</context>
<context>
    <name>otklik::ui::FirstRunSide</name>
    <message>
        <source>done</source>
        <translation>готово</translation>
    </message>
    <message>
        <source>now</source>
        <translation>сейчас</translation>
    </message>
    <message>
        <source>later</source>
        <translation>позже</translation>
    </message>
    <message>
        <source>Step %1, %2, %3: %4</source>
        <translation>Шаг %1, %2, %3: %4</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Шаги</translation>
    </message>
    <message>
        <source>The support desk over a mailbox you already have. No server to install.</source>
        <translation>Служба поддержки поверх почтового ящика, который у вас уже есть. Сервер не нужен.</translation>
    </message>
    <message>
        <source>Who you are</source>
        <translation>Кто вы</translation>
    </message>
    <message>
        <source>Mailbox</source>
        <translation>Почтовый ящик</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Команда</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Готово</translation>
    </message>
    <message>
        <source>Only looking around?</source>
        <translation>Просто осмотреться?</translation>
    </message>
    <message>
        <source>The demo mailbox lives on this computer, nothing is sent anywhere. You can add yours at any time.</source>
        <translation>Демонстрационный ящик хранится на этом компьютере, ничего никуда не отправляется. Свой можно добавить в любой момент.</translation>
    </message>
    <message>
        <source>Go on with the demo</source>
        <translation>Остаться в демо</translation>
    </message>
    <message>
        <source>Esc</source>
        <comment>key</comment>
        <translation>Esc</translation>
    </message>
</context>
<context>
    <name>otklik::ui::GuardText</name>
    <message>
        <source>There is nobody to send it to.</source>
        <translation>Некому отправлять.</translation>
    </message>
    <message>
        <source>Nothing is written yet.</source>
        <translation>Ещё ничего не написано.</translation>
    </message>
    <message>
        <source>A placeholder has no value: %1</source>
        <translation>Нет значения для подстановки: %1</translation>
    </message>
    <message>
        <source>The text speaks of an attachment, but there is none. Send it all the same?</source>
        <translation>В тексте упомянуто вложение, но его нет. Всё равно отправить?</translation>
    </message>
    <message>
        <source>%1 wrote again while you were writing. Send your answer all the same?</source>
        <translation>Пока вы писали, пришло новое письмо от %1. Всё равно отправить ответ?</translation>
    </message>
    <message>
        <source>%1 has answered already. Send your answer too?</source>
        <translation>Уже есть ответ: %1. Отправить и ваш?</translation>
    </message>
    <message>
        <source>%1 wrote last and would not get this answer. Send it all the same?</source>
        <translation>Последним писал %1 и этого ответа не получит. Всё равно отправить?</translation>
    </message>
    <message>
        <source>The mail has about %1, your server takes %2 at most. Take files away, or send a link.</source>
        <translation>В письме около %1, ваш сервер принимает не больше %2. Уберите файлы или пришлите ссылку.</translation>
    </message>
    <message>
        <source>%1 was not in this conversation before and wrote last. Send your answer there?</source>
        <translation>%1 раньше в этой переписке не участвовал, а писал последним. Отправить ответ на этот адрес?</translation>
    </message>
</context>
<context>
    <name>otklik::ui::HealthDialog</name>
    <message>
        <source>Folders</source>
        <translation>Папки</translation>
    </message>
    <message>
        <source>Mails that are not in order</source>
        <translation>Письма не в порядке</translation>
    </message>
    <message>
        <source>Health of the mailboxes</source>
        <translation>Состояние ящиков</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Папка</translation>
    </message>
    <message>
        <source>On the server</source>
        <translation>На сервере</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Здесь</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Расхождение</translation>
    </message>
    <message>
        <source>Quarantine</source>
        <translation>Карантин</translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>Письмо</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Дата</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Show source</source>
        <translation>Показать исходник</translation>
    </message>
    <message>
        <source>Synchronise now</source>
        <translation>Синхронизировать сейчас</translation>
    </message>
    <message>
        <source>No mail is in quarantine, none is missing.</source>
        <translation>В карантине нет писем, недостающих нет.</translation>
    </message>
    <message>
        <source>Mails in quarantine are kept with their source and tried again with the next version. Missing ones are fetched again with each synchronisation.</source>
        <translation>Письма в карантине хранятся с исходником, следующая версия попробует прочитать их снова. Недостающие запрашиваются при каждом обмене.</translation>
    </message>
    <message>
        <source>On the server, but not handed out</source>
        <translation>Есть на сервере, но он его не отдаёт</translation>
    </message>
    <message>
        <source>On no ticket</source>
        <translation>Не относится ни к одному обращению</translation>
    </message>
    <message>
        <source>Could not be read (%1)</source>
        <translation>Не удалось прочитать (%1)</translation>
    </message>
    <message>
        <source>Could not be filed (%1)</source>
        <translation>Не удалось разместить (%1)</translation>
    </message>
    <message>
        <source>Not a decision of the team (%1)</source>
        <translation>Не решение команды (%1)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Automatic mail</source>
        <translation>Автоматические письма</translation>
    </message>
    <message>
        <source>Let it go on</source>
        <translation>Возобновить</translation>
    </message>
    <message>
        <source>Let automatic mail go on</source>
        <translation>Возобновить автоматические письма</translation>
    </message>
</context>
<context>
    <name>otklik::ui::HealthLight</name>
    <message>
        <source>Health of the mailboxes</source>
        <translation>Состояние ящиков</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Неизвестно</translation>
    </message>
    <message>
        <source>All here</source>
        <translation>Всё здесь</translation>
    </message>
    <message>
        <source>Look here</source>
        <translation>Проверьте</translation>
    </message>
    <message>
        <source>Not whole</source>
        <translation>Не всё</translation>
    </message>
</context>
<context>
    <name>otklik::ui::HeatMap</name>
    <message>
        <source>When tickets arrive, by weekday and hour</source>
        <translation>Когда приходят обращения: дни недели и часы</translation>
    </message>
    <message numerus="yes">
        <source>%1, %2:00 to %3:00: %n tickets</source>
        <translation>
            <numerusform>%1, %2:00–%3:00: %n обращение</numerusform>
            <numerusform>%1, %2:00–%3:00: %n обращения</numerusform>
            <numerusform>%1, %2:00–%3:00: %n обращений</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tickets</source>
        <translation>
            <numerusform>%n обращение</numerusform>
            <numerusform>%n обращения</numerusform>
            <numerusform>%n обращений</numerusform>
        </translation>
    </message>
    <message>
        <source>Peak: %1</source>
        <translation>Пик: %1</translation>
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
    <name>otklik::ui::InvitationCard</name>
    <message>
        <source>A meeting without a title</source>
        <translation>Встреча без названия</translation>
    </message>
    <message>
        <source>Invitation: %1</source>
        <translation>Приглашение: %1</translation>
    </message>
    <message>
        <source>Calendar entry</source>
        <translation>Запись календаря</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Отменено</translation>
    </message>
    <message>
        <source>Invitation</source>
        <translation>Приглашение</translation>
    </message>
    <message>
        <source>Answer to an invitation</source>
        <translation>Ответ на приглашение</translation>
    </message>
    <message>
        <source>Another time proposed</source>
        <translation>Предложено другое время</translation>
    </message>
    <message>
        <source>%1 – %2, all day</source>
        <translation>%1 – %2, весь день</translation>
    </message>
    <message>
        <source>%1, all day</source>
        <translation>%1, весь день</translation>
    </message>
    <message>
        <source>(no time zone told)</source>
        <translation>(часовой пояс не указан)</translation>
    </message>
    <message>
        <source>every day</source>
        <translation>каждый день</translation>
    </message>
    <message>
        <source>every week</source>
        <translation>каждую неделю</translation>
    </message>
    <message>
        <source>every month</source>
        <translation>каждый месяц</translation>
    </message>
    <message>
        <source>every year</source>
        <translation>каждый год</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>ещё %n</numerusform>
            <numerusform>ещё %n</numerusform>
            <numerusform>ещё %n</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (comes)</source>
        <translation>%1 (придёт)</translation>
    </message>
    <message>
        <source>%1 (does not come)</source>
        <translation>%1 (не придёт)</translation>
    </message>
    <message>
        <source>%1 (perhaps)</source>
        <translation>%1 (возможно)</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>от %1</translation>
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
    <name>otklik::ui::MailActs</name>
    <message>
        <source>Open this link?</source>
        <translation>Открыть эту ссылку?</translation>
    </message>
    <message>
        <source>This link leads to %1.</source>
        <translation>Эта ссылка ведёт на %1.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>Save the attachment</source>
        <translation>Сохранить вложение</translation>
    </message>
</context>
<context>
    <name>otklik::ui::MailDialog</name>
    <message>
        <source>Mail without a subject</source>
        <translation>Письмо без темы</translation>
    </message>
    <message>
        <source>Text of the message</source>
        <translation>Текст сообщения</translation>
    </message>
    <message>
        <source>Head of the mail</source>
        <translation>Заголовок письма</translation>
    </message>
    <message>
        <source>From</source>
        <translation>От</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Кому</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копия</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Дата</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>A link names another site than it leads to: %1</source>
        <translation>Ссылка называет не тот сайт, на который ведёт: %1</translation>
    </message>
    <message>
        <source>The file could not be written: %1</source>
        <translation>Не удалось записать файл: %1</translation>
    </message>
</context>
<context>
    <name>otklik::ui::MailboxHealth</name>
    <message>
        <source>No mail comes in: %1</source>
        <translation>Почта не приходит: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) are not the same here and on the server; each synchronisation tries again</source>
        <translation>
            <numerusform>%n письмо расходится с сервером; каждый обмен пробует снова</numerusform>
            <numerusform>%n письма расходятся с сервером; каждый обмен пробует снова</numerusform>
            <numerusform>%n писем расходятся с сервером; каждый обмен пробует снова</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) in quarantine</source>
        <translation>
            <numerusform>%n письмо в карантине</numerusform>
            <numerusform>%n письма в карантине</numerusform>
            <numerusform>%n писем в карантине</numerusform>
        </translation>
    </message>
    <message>
        <source>Last synchronised %1</source>
        <translation>Последний обмен %1</translation>
    </message>
    <message>
        <source>The last mail came %1, which is unusual here</source>
        <translation>Последнее письмо пришло %1, для этого ящика это необычно</translation>
    </message>
    <message>
        <source>Not synchronised yet</source>
        <translation>Обмена ещё не было</translation>
    </message>
    <message>
        <source>All mail of the folders that are read is here</source>
        <translation>Вся почта из читаемых папок здесь</translation>
    </message>
    <message>
        <source>Last mail %1</source>
        <translation>Последнее письмо %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>account and state</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The mailbox on the server is full: nothing can be written to it</source>
        <translation>Ящик на сервере переполнен: записать в него ничего нельзя</translation>
    </message>
    <message>
        <source>The server says: %1</source>
        <translation>Сервер сообщает: %1</translation>
    </message>
    <message>
        <source>Answers do not leave: %1</source>
        <translation>Ответы не уходят: %1</translation>
    </message>
    <message>
        <source>Automatic mail is stopped: too much of it went out within an hour, %1. Look why, then let it go on</source>
        <translation>Автоматические письма остановлены: их ушло слишком много за час, %1. Разберитесь почему, затем возобновите</translation>
    </message>
    <message>
        <source>New mail comes in, but the server refuses something else: %1</source>
        <translation>Новая почта приходит, но в другом сервер отказывает: %1</translation>
    </message>
</context>
<context>
    <name>otklik::ui::NavigationRail</name>
    <message>
        <source>Pages</source>
        <translation>Страницы</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
</context>
<context>
    <name>otklik::ui::NewTicketDialog</name>
    <message>
        <source>Customer&apos;s address</source>
        <translation>Адрес клиента</translation>
    </message>
    <message>
        <source>Customer&apos;s name</source>
        <translation>Имя клиента</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Канал</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Текст</translation>
    </message>
    <message>
        <source>Send the text to the customer as a mail</source>
        <translation>Отправить текст клиенту письмом</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>Новое обращение</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Телефон</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Чат</translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>Почта</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Создать</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Start anew</source>
        <translation>Начать заново</translation>
    </message>
    <message>
        <source>Send anyway</source>
        <translation>Всё равно отправить</translation>
    </message>
</context>
<context>
    <name>otklik::ui::PasswordChoice</name>
    <message>
        <source>Where the password is kept</source>
        <translation>Где хранится пароль</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Пароль</translation>
    </message>
    <message>
        <source>Environment variable</source>
        <translation>Переменная окружения</translation>
    </message>
    <message>
        <source>Password file</source>
        <translation>Файл с паролем</translation>
    </message>
    <message>
        <source>Keep in the system&apos;s keychain</source>
        <translation>Хранить в системном хранилище</translation>
    </message>
    <message>
        <source>Keep in a file of the profile</source>
        <translation>Хранить в файле профиля</translation>
    </message>
    <message>
        <source>Read from a file of mine</source>
        <translation>Читать из моего файла</translation>
    </message>
    <message>
        <source>Read from an environment variable</source>
        <translation>Читать из переменной окружения</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>Показать пароль</translation>
    </message>
    <message>
        <source>as it was</source>
        <translation>как было</translation>
    </message>
    <message>
        <source>Kept in the keychain of your system, never in a file.</source>
        <translation>Хранится в хранилище паролей системы, не в файле.</translation>
    </message>
    <message>
        <source>Kept in a file that only your user can read. It is not encrypted.</source>
        <translation>Хранится в файле, который можете читать только вы. Он не зашифрован.</translation>
    </message>
    <message>
        <source>The first line of the file is read at each sign-in; only its name is kept.</source>
        <translation>При каждом входе читается первая строка файла; хранится только его имя.</translation>
    </message>
    <message>
        <source>The variable is read at each sign-in; only its name is kept.</source>
        <translation>Переменная читается при каждом входе; хранится только её имя.</translation>
    </message>
    <message>
        <source>This system has no keychain that answers. To use one, start it (GNOME Keyring or KWallet) and open this window again.</source>
        <translation>В этой системе нет отвечающего хранилища паролей. Чтобы им пользоваться, запустите его (GNOME Keyring или KWallet) и откройте это окно снова.</translation>
    </message>
</context>
<context>
    <name>otklik::ui::PathField</name>
    <message>
        <source>Browse…</source>
        <translation>Обзор…</translation>
    </message>
    <message>
        <source>Browse: %1</source>
        <translation>Обзор: %1</translation>
    </message>
</context>
<context>
    <name>otklik::ui::PersonForm</name>
    <message>
        <source>Your name</source>
        <translation>Ваше имя</translation>
    </message>
    <message>
        <source>Your own mail address</source>
        <translation>Ваш собственный адрес</translation>
    </message>
    <message>
        <source>Say your name.</source>
        <translation>Укажите своё имя.</translation>
    </message>
    <message>
        <source>Say your own mail address.</source>
        <translation>Укажите свой почтовый адрес.</translation>
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
    <name>otklik::ui::PromiseLine</name>
    <message>
        <source>%1 over, was due %2</source>
        <translation>опоздание %1, срок был %2</translation>
    </message>
    <message>
        <source>%1 left of %2, due %3</source>
        <translation>осталось %1 из %2, до %3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>otklik::ui::QuestionsDialog</name>
    <message>
        <source>Questions of the answer</source>
        <translation>Вопросы готового ответа</translation>
    </message>
    <message>
        <source>This answer asks before it is inserted:</source>
        <translation>Перед вставкой ответ спрашивает:</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>Вставить</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
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
    <name>otklik::ui::SendTimeDialog</name>
    <message>
        <source>Send on</source>
        <translation>Отправить</translation>
    </message>
    <message>
        <source>Send later</source>
        <translation>Отправить позже</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
</context>
<context>
    <name>otklik::ui::SettingsPage</name>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Save your name and address</source>
        <translation>Сохранить имя и адрес</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Оформление</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Язык</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Вы</translation>
    </message>
    <message>
        <source>Your colleagues see this name beside what you do and write.</source>
        <translation>Это имя коллеги видят рядом с тем, что вы делаете и пишете.</translation>
    </message>
    <message>
        <source>Mailboxes</source>
        <translation>Почтовые ящики</translation>
    </message>
    <message>
        <source>The first one keeps the decisions of the team. Nothing here deletes mail on a server.</source>
        <translation>В первом хранятся решения команды. Ничто здесь не удаляет писем на сервере.</translation>
    </message>
    <message>
        <source>Add a mailbox…</source>
        <translation>Добавить ящик…</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>Окна</translation>
    </message>
    <message>
        <source>On this computer only.</source>
        <translation>Только на этом компьютере.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Как в системе</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Светлое</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Тёмное</translation>
    </message>
    <message>
        <source>%1 receives, %2 sends</source>
        <translation>приём: %1, отправка: %2</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Изменить…</translation>
    </message>
    <message>
        <source>Change the mailbox %1</source>
        <translation>Изменить ящик %1</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Удалить…</translation>
    </message>
    <message>
        <source>Remove the mailbox %1</source>
        <translation>Удалить ящик %1</translation>
    </message>
    <message>
        <source>Remove the mailbox?</source>
        <translation>Удалить ящик?</translation>
    </message>
    <message>
        <source>Remove the mailbox “%1” from this desk? Its mail leaves this computer; on the server nothing changes, and adding it again brings all back.</source>
        <translation>Удалить ящик «%1» с этого рабочего места? Его письма исчезнут с компьютера; на сервере ничего не изменится, и если добавить ящик снова, всё вернётся.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Удалить</translation>
    </message>
</context>
<context>
    <name>otklik::ui::SignInChoice</name>
    <message>
        <source>How to sign in</source>
        <translation>Способ входа</translation>
    </message>
    <message>
        <source>Client id</source>
        <translation>Идентификатор клиента</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Секрет клиента</translation>
    </message>
    <message>
        <source>Sign in in the browser</source>
        <translation>Войти в браузере</translation>
    </message>
    <message>
        <source>With a password</source>
        <translation>По паролю</translation>
    </message>
    <message>
        <source>Client secret, if the provider gave one</source>
        <translation>Секрет клиента, если служба его выдала</translation>
    </message>
    <message>
        <source>In the browser, with %1</source>
        <translation>В браузере, через %1</translation>
    </message>
    <message>
        <source>Sign in in the browser.</source>
        <translation>Войдите в браузере.</translation>
    </message>
    <message>
        <source>Enter the client id.</source>
        <translation>Введите идентификатор клиента.</translation>
    </message>
    <message>
        <source>Otklik itself is not registered with %1. Register a desktop application there and enter the client id that it gives you.</source>
        <translation>Сам Otklik не зарегистрирован у службы %1. Зарегистрируйте там настольное приложение и введите выданный идентификатор клиента.</translation>
    </message>
    <message>
        <source>Your browser opens; you sign in there, and Otklik never sees the password.</source>
        <translation>Откроется браузер: вы войдёте там, и Otklik не увидит пароль.</translation>
    </message>
    <message>
        <source>Waiting for your browser…</source>
        <translation>Ждём ваш браузер…</translation>
    </message>
    <message>
        <source>Signed in.</source>
        <translation>Вход выполнен.</translation>
    </message>
    <message>
        <source>Not signed in: %1.</source>
        <translation>Вход не выполнен: %1.</translation>
    </message>
</context>
<context>
    <name>otklik::ui::SlaChip</name>
    <message>
        <source>%1 over</source>
        <comment>time past a deadline</comment>
        <translation>+%1</translation>
    </message>
</context>
<context>
    <name>otklik::ui::SourceDialog</name>
    <message>
        <source>Source of the message</source>
        <translation>Исходный текст письма</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Исходный текст</translation>
    </message>
    <message>
        <source>
… %L1 more bytes</source>
        <translation>
… ещё %L1 байт</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
</context>
<context>
    <name>otklik::ui::SpecialistModel</name>
    <message>
        <source>Team</source>
        <translation>Команда</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Никто</translation>
    </message>
    <message>
        <source>Specialist</source>
        <translation>Специалист</translation>
    </message>
    <message>
        <source>Answers count for who wrote them, solutions for the assignee at that moment.</source>
        <translation>Ответы засчитаны тем, кто их написал, решения — исполнителю на тот момент.</translation>
    </message>
    <message>
        <source>Solved</source>
        <translation>Решено</translation>
    </message>
    <message>
        <source>Tickets solved in the period, for the assignee then.</source>
        <translation>Обращения, решённые за период, у тогдашнего исполнителя.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыто</translation>
    </message>
    <message>
        <source>Unsolved tickets assigned now.</source>
        <translation>Нерешённые обращения, назначенные сейчас.</translation>
    </message>
    <message>
        <source>First resp.</source>
        <translation>Перв. ответ</translation>
    </message>
    <message>
        <source>Median of the first answers by this person.</source>
        <translation>Медиана первых ответов этого человека.</translation>
    </message>
    <message>
        <source>p90</source>
        <translation>p90</translation>
    </message>
    <message>
        <source>Nine of ten first answers came within this time.</source>
        <translation>За это время пришли девять из десяти первых ответов.</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>Решение</translation>
    </message>
    <message>
        <source>Median from creation to solution.</source>
        <translation>Медиана от создания до решения.</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>Снова</translation>
    </message>
    <message>
        <source>Returns from solved against tickets solved.</source>
        <translation>Доля возвратов среди решённых.</translation>
    </message>
    <message>
        <source>One-touch</source>
        <translation>1 ответ</translation>
    </message>
    <message>
        <source>Solved with a single answer.</source>
        <translation>Решено одним ответом.</translation>
    </message>
</context>
<context>
    <name>otklik::ui::StatisticsHead</name>
    <message>
        <source>First day</source>
        <translation>Первый день</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Последний день</translation>
    </message>
    <message>
        <source>Mailbox</source>
        <translation>Ящик</translation>
    </message>
    <message>
        <source>Compare with the period before</source>
        <translation>Сравнить с прошлым периодом</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>date format, field</comment>
        <translation>d MMM yyyy</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Сегодня</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 дней</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 дней</translation>
    </message>
    <message>
        <source>Quarter</source>
        <translation>Квартал</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Год</translation>
    </message>
    <message>
        <source>Business hours</source>
        <translation>Рабочее время</translation>
    </message>
    <message>
        <source>Calendar hours</source>
        <translation>Календарное время</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Статистика</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>Save as CSV</source>
        <translation>Сохранить в CSV</translation>
    </message>
    <message>
        <source>All %1</source>
        <translation>Все: %1</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <comment>date format, range</comment>
        <translation>d MMMM yyyy</translation>
    </message>
    <message>
        <source>business hours</source>
        <translation>рабочее время</translation>
    </message>
    <message>
        <source>calendar hours</source>
        <translation>календарное время</translation>
    </message>
    <message>
        <source>%1 to %2, %3</source>
        <translation>%1 — %2, %3</translation>
    </message>
</context>
<context>
    <name>otklik::ui::StatisticsPage</name>
    <message>
        <source>Statistics</source>
        <translation>Статистика</translation>
    </message>
    <message>
        <source>Created and solved by day</source>
        <translation>Создано и решено по дням</translation>
    </message>
    <message>
        <source>By specialist</source>
        <translation>По специалистам</translation>
    </message>
    <message>
        <source>backlog, right scale</source>
        <translation>в работе, правая шкала</translation>
    </message>
    <message>
        <source>When tickets arrive</source>
        <translation>Когда приходят обращения</translation>
    </message>
    <message>
        <source>by weekday and hour, UTC</source>
        <translation>по дням и часам, UTC</translation>
    </message>
    <message>
        <source>Why it happened</source>
        <translation>Почему это случилось</translation>
    </message>
    <message>
        <source>created %1</source>
        <translation>создано %1</translation>
    </message>
    <message>
        <source>solved %1</source>
        <translation>решено %1</translation>
    </message>
    <message>
        <source>customer %1</source>
        <translation>клиент %1</translation>
    </message>
    <message>
        <source>our side %1</source>
        <translation>мы %1</translation>
    </message>
    <message>
        <source>others %1</source>
        <translation>другие %1</translation>
    </message>
    <message numerus="yes">
        <source>%n open tickets have no specialist</source>
        <translation>
            <numerusform>%n открытое обращение без исполнителя</numerusform>
            <numerusform>%n открытых обращения без исполнителя</numerusform>
            <numerusform>%n открытых обращений без исполнителя</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the statistics</source>
        <translation>Сохранить статистику</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Таблицы (*.csv)</translation>
    </message>
</context>
<context>
    <name>otklik::ui::StatisticsPresenter</name>
    <message>
        <source>The file %1 cannot be written: %2</source>
        <translation>Не удалось записать файл %1: %2</translation>
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
        <translation>Ожидание</translation>
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
    <name>otklik::ui::SyncStatus</name>
    <message>
        <source>not connected</source>
        <translation>не подключён</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>подключается</translation>
    </message>
    <message>
        <source>synchronising</source>
        <translation>синхронизируется</translation>
    </message>
    <message>
        <source>online</source>
        <translation>на связи</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>нет связи</translation>
    </message>
    <message>
        <source>sign-in refused</source>
        <translation>вход отклонён</translation>
    </message>
    <message>
        <source>certificate not trusted</source>
        <translation>сертификату нет доверия</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>сбой</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>account and state</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>, %L1 of %L2</source>
        <translation>, %L1 из %L2</translation>
    </message>
    <message>
        <source>%1: the server refused user name or password. Mail is neither fetched nor sent until they are right.</source>
        <translation>%1: сервер не принял имя или пароль. Пока они неверны, почта не приходит и не уходит.</translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) wait to be sent</source>
        <translation>
            <numerusform>%n ответ ждёт отправки</numerusform>
            <numerusform>%n ответа ждут отправки</numerusform>
            <numerusform>%n ответов ждут отправки</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: the server&apos;s certificate cannot be trusted (%2). Nothing was sent to it. Ask whoever runs the server, or name its authority in the account.</source>
        <translation>%1: сертификату сервера нельзя доверять (%2). Ему ничего не отправлено. Спросите того, кто ведёт сервер, или укажите его центр сертификации в учётной записи.</translation>
    </message>
    <message>
        <source>%1: synchronising failed (%2). It is tried again by itself.</source>
        <translation>%1: синхронизация не удалась (%2). Попытка повторится сама.</translation>
    </message>
    <message>
        <source>the server asks to wait</source>
        <translation>сервер просит подождать</translation>
    </message>
    <message>
        <source>mailbox full</source>
        <translation>ящик переполнен</translation>
    </message>
    <message>
        <source>%1: the server asks to come later (%2). It is tried again by itself, ever more seldom.</source>
        <translation>%1: сервер просит зайти позже (%2). Otklik пробует снова сам, всё реже.</translation>
    </message>
    <message>
        <source>%1: the mailbox on the server is full. Mail is read, but decisions and copies of answers stay on this computer until there is room.</source>
        <translation>%1: ящик на сервере переполнен. Почта читается, но решения и копии ответов остаются на этом компьютере, пока не освободится место.</translation>
    </message>
    <message>
        <source>%1: the server says: %2</source>
        <translation>%1: сервер сообщает: %2</translation>
    </message>
    <message>
        <source>sign-in for sending refused</source>
        <translation>вход для отправки отклонён</translation>
    </message>
    <message>
        <source>%1: the sign-in in the browser has ended or was withdrawn. Mail is neither fetched nor sent until you sign in again.</source>
        <translation>%1: вход через браузер истёк или отозван. Пока вы не войдёте снова, почта не приходит и не уходит.</translation>
    </message>
    <message>
        <source>%1: mail comes in, but the server that sends refused the sign-in (%2). Answers wait here until it takes it.</source>
        <translation>%1: почта приходит, но сервер отправки отклонил вход (%2). Ответы ждут здесь, пока он его не примет.</translation>
    </message>
    <message>
        <source>, about %1 left</source>
        <comment>a length of time</comment>
        <translation>, осталось около %1</translation>
    </message>
    <message>
        <source>no password</source>
        <translation>нет пароля</translation>
    </message>
    <message>
        <source>%1: there is no password for this mailbox any more (%2). Mail is neither fetched nor sent until you enter it.</source>
        <translation>%1: пароля для этого ящика больше нет (%2). Почта не забирается и не отправляется, пока вы его не введёте.</translation>
    </message>
    <message>
        <source>refused in part</source>
        <translation>отказано в части</translation>
    </message>
    <message>
        <source>%1: new mail comes in, but the server refuses something else (%2). It is tried again by itself.</source>
        <translation>%1: новая почта приходит, но в другом сервер отказывает (%2). Попытки повторяются сами.</translation>
    </message>
    <message>
        <source>not encrypted</source>
        <translation>без шифрования</translation>
    </message>
    <message>
        <source>%1: the server does not encrypt as the account demands (%2). Neither password nor mail was sent to it. Look at the port and the encryption in the account, or ask whoever runs the server.</source>
        <translation>%1: сервер не шифрует так, как требует учётная запись (%2). Ни пароль, ни почта ему не переданы. Проверьте порт и шифрование в учётной записи или спросите того, кто ведёт сервер.</translation>
    </message>
    <message>
        <source>answers do not leave</source>
        <translation>ответы не уходят</translation>
    </message>
    <message>
        <source>%1: mail comes in, but the server that sends puts answers off, or does not answer (%2). They wait here and are tried again by themselves.</source>
        <translation>%1: почта приходит, но сервер отправки откладывает ответы или не отвечает (%2). Они ждут здесь и отправятся снова сами.</translation>
    </message>
</context>
<context>
    <name>otklik::ui::TextQuestion</name>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
</context>
<context>
    <name>otklik::ui::TicketChoice</name>
    <message>
        <source>Number or words of the ticket</source>
        <translation>Номер или слова обращения</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>Обращения</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
</context>
<context>
    <name>otklik::ui::TicketHeader</name>
    <message>
        <source>Subject</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>Ticket number</source>
        <translation>Номер обращения</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Статус</translation>
    </message>
    <message>
        <source>Assignee</source>
        <translation>Исполнитель</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Приоритет</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Категория</translation>
    </message>
    <message>
        <source>Add a tag</source>
        <translation>Добавить метку</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Обращение</translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation>Отложить</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Ещё</translation>
    </message>
    <message>
        <source>For 3 hours</source>
        <translation>На 3 часа</translation>
    </message>
    <message>
        <source>Until tomorrow, 9:00</source>
        <translation>До завтра, 9:00</translation>
    </message>
    <message>
        <source>Until Monday, 9:00</source>
        <translation>До понедельника, 9:00</translation>
    </message>
    <message>
        <source>For a week</source>
        <translation>На неделю</translation>
    </message>
    <message>
        <source>End the snooze</source>
        <translation>Вернуть в работу</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>(без темы)</translation>
    </message>
    <message>
        <source>The number comes with the next sync</source>
        <translation>Номер появится после синхронизации</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Никто</translation>
    </message>
    <message>
        <source>Tag %1</source>
        <translation>Метка %1</translation>
    </message>
    <message>
        <source>Remove the tag %1</source>
        <translation>Снять метку %1</translation>
    </message>
    <message>
        <source>%1: right click removes it</source>
        <translation>%1: снимается правой кнопкой</translation>
    </message>
    <message>
        <source>Solved: %1</source>
        <comment>cause</comment>
        <translation>Решено: %1</translation>
    </message>
</context>
<context>
    <name>otklik::ui::TicketMenus</name>
    <message numerus="yes">
        <source>%n ticket(s)</source>
        <translation>
            <numerusform>%n обращение</numerusform>
            <numerusform>%n обращения</numerusform>
            <numerusform>%n обращений</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (me)</source>
        <translation>%1 (я)</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Никто</translation>
    </message>
    <message>
        <source>Solved, cause</source>
        <translation>Решено, причина</translation>
    </message>
    <message>
        <source>New tag…</source>
        <translation>Новая метка…</translation>
    </message>
    <message>
        <source>New tag</source>
        <translation>Новая метка</translation>
    </message>
    <message>
        <source>Name of the tag:</source>
        <translation>Имя метки:</translation>
    </message>
    <message>
        <source>In an hour</source>
        <translation>Через час</translation>
    </message>
    <message>
        <source>In four hours</source>
        <translation>Через четыре часа</translation>
    </message>
    <message>
        <source>Tomorrow morning</source>
        <translation>Завтра утром</translation>
    </message>
    <message>
        <source>Next Monday</source>
        <translation>В понедельник</translation>
    </message>
    <message>
        <source>In a week</source>
        <translation>Через неделю</translation>
    </message>
    <message>
        <source>Wake up now</source>
        <translation>Вернуть сейчас</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Объединить</translation>
    </message>
    <message>
        <source>That is the same ticket.</source>
        <translation>Это то же самое обращение.</translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) become part of another one. Which one goes on?</source>
        <translation>
            <numerusform>%n обращение станет частью другого. Какое останется?</numerusform>
            <numerusform>%n обращения станут частью другого. Какое останется?</numerusform>
            <numerusform>%n обращений станут частью другого. Какое останется?</numerusform>
        </translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Связать</translation>
    </message>
    <message>
        <source>Which ticket does it belong together with? Both go on.</source>
        <translation>С каким обращением оно связано? Оба остаются.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
    </message>
</context>
<context>
    <name>otklik::ui::TicketOrders</name>
    <message>
        <source>Undone.</source>
        <translation>Отменено.</translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) given back.</source>
        <translation>
            <numerusform>%n обращение возвращено в общую очередь.</numerusform>
            <numerusform>%n обращения возвращены в общую очередь.</numerusform>
            <numerusform>%n обращений возвращено в общую очередь.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) assigned to %1.</source>
        <translation>
            <numerusform>%n обращение назначено: %1.</numerusform>
            <numerusform>%n обращения назначены: %1.</numerusform>
            <numerusform>%n обращений назначено: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) set to “%1”.</source>
        <translation>
            <numerusform>%n обращение: «%1».</numerusform>
            <numerusform>%n обращения: «%1».</numerusform>
            <numerusform>%n обращений: «%1».</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Priority of %n ticket(s): %1.</source>
        <translation>
            <numerusform>Приоритет %n обращения: %1.</numerusform>
            <numerusform>Приоритет %n обращений: %1.</numerusform>
            <numerusform>Приоритет %n обращений: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tag “%1” put on %n ticket(s).</source>
        <translation>
            <numerusform>Метка «%1» добавлена %n обращению.</numerusform>
            <numerusform>Метка «%1» добавлена %n обращениям.</numerusform>
            <numerusform>Метка «%1» добавлена %n обращениям.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tag “%1” taken off %n ticket(s).</source>
        <translation>
            <numerusform>Метка «%1» снята с %n обращения.</numerusform>
            <numerusform>Метка «%1» снята с %n обращений.</numerusform>
            <numerusform>Метка «%1» снята с %n обращений.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) woken up.</source>
        <translation>
            <numerusform>%n обращение снова в работе.</numerusform>
            <numerusform>%n обращения снова в работе.</numerusform>
            <numerusform>%n обращений снова в работе.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) put off until %1.</source>
        <translation>
            <numerusform>%n обращение отложено до %1.</numerusform>
            <numerusform>%n обращения отложены до %1.</numerusform>
            <numerusform>%n обращений отложено до %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) merged into %1.</source>
        <translation>
            <numerusform>%n обращение присоединено к %1.</numerusform>
            <numerusform>%n обращения присоединены к %1.</numerusform>
            <numerusform>%n обращений присоединено к %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) linked with %1.</source>
        <translation>
            <numerusform>%n обращение связано с %1.</numerusform>
            <numerusform>%n обращения связаны с %1.</numerusform>
            <numerusform>%n обращений связано с %1.</numerusform>
        </translation>
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
        <translation>Ждём других</translation>
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
        <translation>ждём других</translation>
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
    <message>
        <source>Unknown customer</source>
        <translation>Неизвестный клиент</translation>
    </message>
    <message>
        <source>an answer was not delivered, or perhaps not</source>
        <translation>ответ не доставлен или, возможно, не доставлен</translation>
    </message>
</context>
<context>
    <name>otklik::ui::TicketWords</name>
    <message>
        <source>No category</source>
        <translation>Без категории</translation>
    </message>
    <message>
        <source>Availability</source>
        <translation>Доступность</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Скорость</translation>
    </message>
    <message>
        <source>Hosting</source>
        <translation>Хостинг</translation>
    </message>
    <message>
        <source>Third-party service</source>
        <translation>Сторонний сервис</translation>
    </message>
    <message>
        <source>Banner</source>
        <translation>Баннер</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Обновление</translation>
    </message>
    <message>
        <source>Content help</source>
        <translation>Помощь с контентом</translation>
    </message>
    <message>
        <source>Content edit</source>
        <translation>Правка контента</translation>
    </message>
    <message>
        <source>Structure change</source>
        <translation>Изменение структуры</translation>
    </message>
    <message>
        <source>Counters and scripts</source>
        <translation>Счётчики и скрипты</translation>
    </message>
    <message>
        <source>Account and billing</source>
        <translation>Аккаунт и оплата</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Другое</translation>
    </message>
    <message>
        <source>No cause given</source>
        <translation>Причина не указана</translation>
    </message>
    <message>
        <source>Customer&apos;s own mistake</source>
        <translation>Ошибка самого клиента</translation>
    </message>
    <message>
        <source>Defect</source>
        <translation>Дефект</translation>
    </message>
    <message>
        <source>Third party</source>
        <translation>Третья сторона</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>Настройка</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Контент</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Вопрос</translation>
    </message>
    <message>
        <source>Wish</source>
        <translation>Пожелание</translation>
    </message>
</context>
<context>
    <name>otklik::ui::TileFigures</name>
    <message>
        <source>%1 a day</source>
        <translation>%1 в день</translation>
    </message>
    <message>
        <source>p90 %1</source>
        <translation>p90 %1</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>пока нет</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Новые</translation>
    </message>
    <message>
        <source>Tickets created in the period. Spam, merged tickets and mere automatic mail are left out.</source>
        <translation>Обращения, созданные за период. Без спама, объединённых и чисто автоматических писем.</translation>
    </message>
    <message>
        <source>Solved</source>
        <translation>Решено</translation>
    </message>
    <message>
        <source>Tickets solved in the period, each once, on the day of its last solution. Created, solved and backlog need not add up: a ticket may come before the period.</source>
        <translation>Обращения, решённые за период: каждое один раз, в день последнего решения. Созданные, решённые и остаток не обязаны сходиться: обращение могло прийти раньше.</translation>
    </message>
    <message>
        <source>Backlog</source>
        <translation>В работе</translation>
    </message>
    <message>
        <source>was %1</source>
        <translation>было %1</translation>
    </message>
    <message>
        <source>Tickets neither solved nor closed at the end of the period.</source>
        <translation>Обращения, не решённые и не закрытые к концу периода.</translation>
    </message>
    <message>
        <source>First response</source>
        <translation>Первый ответ</translation>
    </message>
    <message>
        <source>Median of the time from the customer&apos;s first mail to our first answer by a person, counted on the day of the answer. Tickets we opened are left out; nine of ten answers came within p90.</source>
        <translation>Медиана времени от первого письма клиента до первого ответа человека; считается в день ответа. Без обращений, которые создали мы; девять ответов из десяти пришли за p90.</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>Решение</translation>
    </message>
    <message>
        <source>Median of the time from creation to the last solution in the period.</source>
        <translation>Медиана времени от создания до последнего решения за период.</translation>
    </message>
    <message>
        <source>Reopened</source>
        <translation>Открыты вновь</translation>
    </message>
    <message>
        <source>Returns from solved in the period against tickets solved; a mere thank-you is no return.</source>
        <translation>Доля возвратов из решённых; простое «спасибо» возвратом не считается.</translation>
    </message>
    <message>
        <source>One-touch</source>
        <translation>С одного ответа</translation>
    </message>
    <message>
        <source>Solved with a single answer, or in the call itself.</source>
        <translation>Решено одним ответом или прямо в звонке.</translation>
    </message>
    <message>
        <source>Still waiting</source>
        <translation>Ждут ответа</translation>
    </message>
    <message>
        <source>nobody waits</source>
        <translation>никто не ждёт</translation>
    </message>
    <message>
        <source>oldest %1</source>
        <translation>старейшее %1</translation>
    </message>
    <message>
        <source>Tickets with a mail of the customer that nobody has answered at the end of the period. They are in no average of answers.</source>
        <translation>Обращения, где к концу периода на письмо клиента никто не ответил. В средние по ответам они не входят.</translation>
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
    <name>otklik::ui::TimelineCard</name>
    <message>
        <source>Show the quoted text</source>
        <translation>Показать цитату</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>кому: %1</translation>
    </message>
    <message>
        <source>Internal note</source>
        <translation>Внутренняя заметка</translation>
    </message>
    <message>
        <source>%1, not yet shared</source>
        <translation>%1, ещё не передано</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>Text of the message</source>
        <translation>Текст письма</translation>
    </message>
    <message>
        <source>··· hide the quoted lines</source>
        <translation>··· скрыть цитату</translation>
    </message>
    <message numerus="yes">
        <source>··· %n line(s) quoted</source>
        <translation>
            <numerusform>··· %n строка цитаты</numerusform>
            <numerusform>··· %n строки цитаты</numerusform>
            <numerusform>··· %n строк цитаты</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n remote image(s) not loaded</source>
        <translation>
            <numerusform>%n картинка из сети не загружена</numerusform>
            <numerusform>%n картинки из сети не загружены</numerusform>
            <numerusform>%n картинок из сети не загружено</numerusform>
        </translation>
    </message>
    <message>
        <source>Load once</source>
        <translation>Загрузить раз</translation>
    </message>
    <message>
        <source>Always for this sender</source>
        <translation>Всегда от него</translation>
    </message>
    <message>
        <source>A link names another site than it leads to: %1</source>
        <translation>Ссылка называет не тот сайт, на который ведёт: %1</translation>
    </message>
    <message>
        <source>This mail is damaged; it is shown as far as it can be read.</source>
        <translation>Письмо повреждено, показано всё, что читается.</translation>
    </message>
    <message>
        <source>This mail is damaged; shown with %1.</source>
        <translation>Письмо повреждено, показано в кодировке %1.</translation>
    </message>
    <message>
        <source>Not sent: %1</source>
        <translation>Не отправлено: %1</translation>
    </message>
    <message>
        <source>The connection broke while sending. It may have arrived: look before you send it again.</source>
        <translation>Связь оборвалась при отправке. Письмо могло дойти: проверьте, прежде чем отправлять снова.</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Отправить снова</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Правка</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Письмо</translation>
    </message>
    <message>
        <source>Forward this mail</source>
        <translation>Переслать это письмо</translation>
    </message>
    <message>
        <source>Source of the message</source>
        <translation>Исходный текст письма</translation>
    </message>
    <message>
        <source>Why is this here? %1</source>
        <translation>Почему это здесь? %1</translation>
    </message>
    <message>
        <source>Put it on a ticket of its own</source>
        <translation>Выделить в отдельное обращение</translation>
    </message>
    <message>
        <source>Nothing but thanks: the ticket stays solved.</source>
        <translation>Только благодарность: обращение остаётся решённым.</translation>
    </message>
    <message>
        <source>Away; back on %1.</source>
        <translation>Отсутствует; вернётся %1</translation>
    </message>
    <message>
        <source>The customer of this ticket is %1, who wrote the forwarded mail.</source>
        <translation>Клиент этого обращения — %1, автор пересланного письма.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>A form sent this; the customer is %1, who filled it in.</source>
        <translation>Это письмо с формы; клиент — %1, кто её заполнил.</translation>
    </message>
    <message>
        <source>No form</source>
        <translation>Не форма</translation>
    </message>
    <message>
        <source>Read in another charset</source>
        <translation>Читать в другой кодировке</translation>
    </message>
    <message>
        <source>As the mail says</source>
        <translation>Как указано в письме</translation>
    </message>
    <message>
        <source>As the mail says (%1)</source>
        <translation>Как указано в письме (%1)</translation>
    </message>
    <message>
        <source>Answers go to %1, not to %2.</source>
        <translation>Ответы уйдут на %1, а не на %2.</translation>
    </message>
    <message>
        <source>Read as %1, as chosen at this desk.</source>
        <translation>Прочитано как %1: так выбрано на этом рабочем месте.</translation>
    </message>
    <message>
        <source>Not sent to %1: %2</source>
        <translation>Не отправлено %1: %2</translation>
    </message>
    <message>
        <source>You took this answer back.</source>
        <translation>Вы отозвали этот ответ.</translation>
    </message>
    <message>
        <source>Held back: since this was written the customer wrote again, or somebody of yours answered. Read it, then decide.</source>
        <translation>Придержано: после того как это было написано, клиент написал снова или ответил кто-то из ваших. Прочитайте и решите.</translation>
    </message>
    <message>
        <source>Not sent yet, it is tried again by itself: %1</source>
        <translation>Пока не отправлено, попытка повторится сама: %1</translation>
    </message>
    <message>
        <source>Goes %1</source>
        <translation>Уйдёт %1</translation>
    </message>
    <message>
        <source>This answer waits</source>
        <translation>Этот ответ ждёт</translation>
    </message>
    <message>
        <source>This answer needs a look</source>
        <translation>Посмотрите на этот ответ</translation>
    </message>
    <message>
        <source>Send anyway</source>
        <translation>Всё равно отправить</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Отправить сейчас</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Отозвать</translation>
    </message>
    <message>
        <source>Send to them again</source>
        <translation>Отправить им снова</translation>
    </message>
    <message>
        <source>From another program</source>
        <translation>Из другой программы</translation>
    </message>
    <message>
        <source>Written with another mail program, in the name of the mailbox: nobody here knows by whom.</source>
        <translation>Написано в другой почтовой программе от имени ящика: кем именно, здесь неизвестно.</translation>
    </message>
    <message>
        <source>Nothing but thanks: the ticket stays closed.</source>
        <translation>Только благодарность: обращение остаётся закрытым.</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Открыть его</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>Открыть %1</translation>
    </message>
    <message>
        <source>Not sent to %1 yet, it is tried again by itself: %2</source>
        <translation>%1 — ещё не отправлено, попытка повторится сама: %2</translation>
    </message>
    <message>
        <source>You took this answer back. It may have arrived all the same.</source>
        <translation>Вы взяли этот ответ назад. Возможно, он всё же дошёл.</translation>
    </message>
    <message>
        <source>Not sent yet, it goes as soon as the server can be reached.</source>
        <translation>Ещё не отправлен, уйдёт, как только сервер станет доступен.</translation>
    </message>
    <message>
        <source>It arrived</source>
        <translation>Дошло</translation>
    </message>
    <message>
        <source>Write this answer anew?</source>
        <translation>Написать этот ответ заново?</translation>
    </message>
    <message>
        <source>It may have arrived: then the customer gets two answers.</source>
        <translation>Возможно, он дошёл: тогда клиент получит два ответа.</translation>
    </message>
    <message>
        <source>The conversation in Sent of your mailbox, or the customer, can tell.</source>
        <translation>Это видно по переписке в «Отправленных» вашего ящика, или подскажет клиент.</translation>
    </message>
    <message>
        <source>Held back: it has waited for more than a day before it could leave. Read it once more, then decide.</source>
        <translation>Придержано: ответ больше суток не мог уйти. Прочтите его ещё раз и решите.</translation>
    </message>
</context>
<context>
    <name>otklik::ui::TopBar</name>
    <message>
        <source>Menus</source>
        <translation>Меню</translation>
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
