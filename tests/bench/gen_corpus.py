#!/usr/bin/env python3
# SPDX-FileCopyrightText: Otklik maintainers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Seeded generator of a realistic bilingual support mailbox.

Writes N messages as a Maildir (cur/, with S=/W= sizes, flags and mtime =
INTERNALDATE) and, if asked, the decoded text of the same messages as JSON
lines (for full-text-search tests without a MIME parser).

The same (seed, n) always gives the same bytes, whatever --jobs is: threads are
made in blocks of about BLOCK messages, each with its own generator.

  gen_corpus.py --n 20000 --maildir DIR [--jsonl FILE] [--seed 1] [--jobs 2]
  gen_corpus.py --n 1000000 --jsonl FILE        # text only, no MIME

Corpus: 60 % Russian threads (UTF-8 70 %, KOI8-R 15 %, windows-1251 15 %), 40 %
English; threads of 1-12 messages with In-Reply-To/References; text/plain 40 %,
multipart/alternative 50 %, html only 10 %; 10 % carry an attachment of
10-300 KB (log-uniform); base64, quoted-printable and 8bit bodies; RFC 2047
subjects and names; words drawn by Zipf's law from about 100k forms, mixed with
fixed support phrases, order numbers, tracking codes, addresses and links.
"""
import argparse, base64, bisect, itertools, json, math, os, quopri, random, sys, time
from multiprocessing import Pool

BLOCK = 1000
T0 = 1672531200            # 2023-01-01
SPAN = 3 * 365 * 86400

EN_COMMON = """the to and of a in is you i for that it on we this with be are not have your my at
as was but can or from if will please when no an our they there has been do so after me what any would
just all by which how out also still get one more us now help try need see after before same issue order
account email error password login support ticket payment invoice refund delivery shipping customer service
product update version install server file page button click browser app device phone number address card
bank charge subscription cancel renew plan team manager request reply answer question problem screen report
attached thanks regards hello dear sorry best kind soon today yesterday tomorrow week month access user
settings profile reset link message notification crash slow connection network timeout backup export import
data integration api key license upgrade downgrade discount price total amount tax contract document
signature warranty return exchange damaged missing wrong size color item package tracking courier warehouse
stock available schedule meeting call urgent priority status open closed pending resolved escalate""".split()
RU_COMMON = """и в не на я что с вы по как это мы за к у но из для от так же при его был до если или
она они уже ещё нас вас мне вам нам все мой ваш наш этот только можно нужно когда где чтобы после без есть
было будет нет да пожалуйста здравствуйте спасибо добрый день уважением заказ заказа заказу оплата оплаты
доставка доставки возврат возврата счёт счета деньги карта карты банк аккаунт пароль пароля вход ошибка
ошибку ошибки проблема проблему вопрос ответ поддержка поддержки служба клиент клиента письмо письма
сообщение файл файла страница сайт сайте приложение приложении телефон номер адрес почта почты обновление
версия сервер сервера доступ доступа пользователь настройки кнопка кнопку браузер экран договор документ
документы подпись акт сверки накладная склад склада товар товара товары размер цвет упаковка курьер посылка
отправление трек срок сроки гарантия ремонт замена обмен брак скидка цена стоимость сумма налог тариф
подписка отмена продление менеджер отдел руководитель заявка заявку обращение статус открыт закрыт решён
срочно сегодня вчера завтра неделя месяц подключение интеграция ключ лицензия выгрузка загрузка отчёт
резервная копия интернет связь оборудование принтер сканер касса чек терминал вложение скриншот""".split()
EN_PHRASES = """cannot log in to my account|the payment was declined by the bank|please find attached the invoice
where is my order|tracking number does not work|I would like to request a refund|reset password link has expired
the application crashes on startup|we are looking into this issue|could you please send a screenshot
internal server error|thank you for your patience|our technical team has been notified
export to spreadsheet fails|two factor authentication code never arrives""".replace("\n", "|").split("|")
RU_PHRASES = """не удаётся войти в личный кабинет|платёж отклонён банком|во вложении счёт на оплату
где мой заказ|трек номер не отслеживается|прошу вернуть деньги|ссылка для сброса пароля устарела
приложение вылетает при запуске|мы разбираемся с вашей проблемой|пришлите пожалуйста скриншот ошибки
внутренняя ошибка сервера|благодарим за ожидание|заявка передана в технический отдел
не выгружается отчёт в таблицу|код подтверждения не приходит""".replace("\n", "|").split("|")
RU_NAMES = "Иван Пётр Алексей Мария Ольга Наталья Сергей Дмитрий Анна Екатерина Юрий Светлана Игорь Елена Фёдор".split()
RU_SUR = "Иванов Петров Сидоров Кузнецов Смирнов Попов Васильев Соколов Михайлов Новиков Фёдоров Морозов Волков".split()
EN_NAMES = "John Mary Peter Alice Robert Linda James Susan Michael Karen David Emma Thomas Laura Daniel".split()
EN_SUR = "Smith Johnson Brown Taylor Wilson Davies Evans Thomas Roberts Walker Wright Hughes Green Hall".split()
EN_SYL = "ba con de ex for gra hil in jo kel lo mar nor op per qui ra ster tri un ver wen ya zo ment ship ture ly al ish".split()
RU_SYL = "ба ва гра до е жи за ин ка ло ма но об пе ра сто ту у фи хо це ча ши эк ю я при вер мен тор кон пло дра".split()
EN_END = ["", "s", "ed", "ing", "er", "tion", "ly", "ness", "able", "'s"]
RU_END = ["", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах", "ый", "ая", "ое", "ого", "ому", "ить", "ил", "ила", "ает", "ение"]


def vocab(common, syl, ends, stems, seed):
    r = random.Random(seed)
    out, seen = list(dict.fromkeys(common)), set(common)
    while stems:
        s = "".join(r.choice(syl) for _ in range(r.choice((2, 2, 3, 3, 4))))
        for e in r.sample(ends, min(len(ends), 4)):
            w = s + e
            if w not in seen:
                seen.add(w); out.append(w)
        stems -= 1
    w = [1.0 / (i + 2.7) ** 1.05 for i in range(len(out))]
    return out, list(itertools.accumulate(w))


class Lang:
    def __init__(self, ru):
        self.ru = ru
        self.words, self.cw = vocab(RU_COMMON if ru else EN_COMMON, RU_SYL if ru else EN_SYL,
                                    RU_END if ru else EN_END, 15000, 77 + ru)
        self.phr = RU_PHRASES if ru else EN_PHRASES

    def text(self, r, n):
        """About n words in sentences and paragraphs."""
        ws = r.choices(self.words, cum_weights=self.cw, k=n)
        out, i, line = [], 0, []
        while i < n:
            k = 4 + int(r.random() * 14)
            s = ws[i:i + k]; i += k
            x = r.random()
            if x < 0.12:
                s.append(r.choice(self.phr))
            elif x < 0.15:
                s.append(("заказ №%d" if self.ru else "order #%d") % r.randrange(10**6, 10**7))
            elif x < 0.165:
                s.append("RR%09dRU" % r.randrange(10**9))
            elif x < 0.175:
                s.append("https://shop.example.com/t/%08x" % r.getrandbits(32))
            t = " ".join(s)
            line.append(t[0].upper() + t[1:] + r.choice("...?!"))
            if r.random() < 0.25:
                out.append(" ".join(line)); line = []
        if line:
            out.append(" ".join(line))
        return "\n\n".join(out)


LANGS = POOL64 = None


def init():
    global LANGS, POOL64
    LANGS = (Lang(0), Lang(1))
    raw = random.Random(5).randbytes(57 * 20000)          # 1.1 MB, 20000 lines of 76
    POOL64 = [base64.b64encode(raw[i:i + 57]) for i in range(0, len(raw), 57)]


def ew(s, cs):
    """RFC 2047 encoded words, split so that no line is too long."""
    try:
        s.encode("ascii"); return s
    except UnicodeEncodeError:
        pass
    return "\n ".join("=?%s?B?%s?=" % (cs, base64.b64encode(s[i:i + 20].encode(cs, "replace")).decode())
                      for i in range(0, len(s), 20))


def wrap(t, w=76):
    out = []
    for p in t.split("\n"):
        while len(p) > w:
            k = p.rfind(" ", 0, w)
            k = k if k > 0 else w
            out.append(p[:k]); p = p[k + 1:]
        out.append(p)
    return "\n".join(out)


def part(ctype, text, cs, cte):
    b = text.encode(cs, "replace")
    if cte == "base64":
        b = base64.encodebytes(b)
    elif cte == "quoted-printable":
        b = quopri.encodestring(b)
    elif not b.endswith(b"\n"):
        b += b"\n"
    return ("Content-Type: %s; charset=%s\nContent-Transfer-Encoding: %s\n\n" % (ctype, cs, cte)).encode() + b


CSS = ("<style>.m%d{font-family:Arial,Helvetica,sans-serif;font-size:%dpx;line-height:1.4;color:#%06x;"
       "padding:%dpx 12px;border-collapse:collapse;mso-table-lspace:0pt}</style>\n")
ROW = ('<tr><td class="m%d" style="padding:%dpx 0;border-bottom:1px solid #%06x;width:%dpx">'
       '<a href="https://mail.example.com/c/%016x"><img src="https://img.example.com/%012x.png" width="%d" alt=""></a></td></tr>\n')


def html(r, text, filler):
    esc = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    out = ["<html><head><meta http-equiv=\"Content-Type\" content=\"text/html\">\n"]
    size = 0
    while size < filler * 0.3:
        s = CSS % (r.randrange(99), r.randrange(10, 20), r.getrandbits(24), r.randrange(20)); out.append(s); size += len(s)
    out.append("</head><body><div>")
    out += ["<p>%s</p>\n" % wrap(p) for p in esc.split("\n\n")]
    out.append("</div><table>")
    while size < filler:
        s = ROW % (r.randrange(99), r.randrange(20), r.getrandbits(24), r.randrange(600), r.getrandbits(64), r.getrandbits(48), r.randrange(600))
        out.append(s); size += len(s)
    out.append("</table></body></html>\n")
    return "".join(out)


def block(args):
    """Makes one block of messages; yields (index, date, flags, bytes, text record)."""
    bi, count, seed, n, mime = args
    r = random.Random(seed * 1000003 + bi)
    res, made = [], 0
    blk_t = T0 + SPAN * (bi * BLOCK) // max(n, 1)
    blk_len = SPAN * count // max(n, 1)
    while made < count:
        ru = r.random() < 0.6
        L = LANGS[ru]
        cs = r.choices(("utf-8", "koi8-r", "windows-1251"), (70, 15, 15))[0] if ru else r.choices(("utf-8", "iso-8859-1"), (80, 20))[0]
        tlen = min(count - made, 1 + min(11, int(r.expovariate(0.55))))
        ticket = bi * BLOCK + made + 100000
        name = (r.choice(RU_NAMES) + " " + r.choice(RU_SUR)) if ru else (r.choice(EN_NAMES) + " " + r.choice(EN_SUR))
        addr = "user%d@%s" % (r.randrange(1, max(50, n // 5)), r.choice(("example.com", "mail.example.org", "corp.example.net", "post.example.ru")))
        subj = " ".join(r.choices(L.words, cum_weights=L.cw, k=r.randrange(2, 8)))
        if r.random() < 0.4:
            subj = r.choice(L.phr) + " " + subj
        subj = subj[0].upper() + subj[1:]
        refs, prev = [], ""
        when = blk_t + r.random() * blk_len
        for k in range(tlen):
            idx = bi * BLOCK + made
            made += 1
            agent = k % 2 == 1
            frm = (("Служба поддержки" if ru else "Support Desk"), "support@desk.example.com") if agent else (name, addr)
            to = (name, addr) if agent else (("Служба поддержки" if ru else "Support Desk"), "support@desk.example.com")
            mid = "<%016x.%d@%s>" % (r.getrandbits(64), idx, "desk.example.com" if agent else addr.split("@")[1])
            new = L.text(r, max(6, min(3000, int(r.lognormvariate(math.log(70), 0.9)))))
            body = ("Здравствуйте!\n\n" if ru else "Hello,\n\n") + new + ("\n\nС уважением,\n" if ru else "\n\nBest regards,\n") + frm[0]
            if prev and r.random() < 0.7:
                body += "\n\n" + "\n".join("> " + x for x in wrap(prev).split("\n"))
            prev = body[:4000]
            s = subj if k == 0 else "Re: " + subj
            if agent or k > 1:
                s = s[:4] + "[#%d] " % ticket + s[4:] if k else s
            flags = ("A" if r.random() < 0.4 else "") , ("F" if r.random() < 0.03 else ""), ("S" if r.random() < 0.85 else "")
            fl = flags[1] + ("R" if flags[0] else "") + flags[2]
            fl = "".join(sorted(fl))
            rec = dict(id=idx + 1, date=int(when), ticket=ticket, frm="%s <%s>" % frm, to="%s <%s>" % to, subject=s, body=body)
            raw = None
            if mime:
                d = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(when))
                h = []
                for hop in range(r.choice((2, 3, 3, 4))):
                    h.append("Received: from mx%d.example.com (mx%d.example.com [192.0.2.%d])\n\tby mail%d.example.com (Postfix) with ESMTPS id %011X\n\tfor <support@desk.example.com>; %s" % (hop, hop, r.randrange(255), hop, r.getrandbits(44), d))
                h.append("DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=mail;\n\tt=%d; bh=%s;\n\th=From:To:Subject:Date;\n\tb=%s\n\t %s\n\t %s\n\t %s" % ((when, base64.b64encode(r.randbytes(32)).decode()) + tuple(base64.b64encode(r.randbytes(48)).decode() for _ in range(4))))
                h.append("Authentication-Results: desk.example.com; dkim=pass header.d=example.com; spf=pass smtp.mailfrom=%s" % addr)
                h.append("From: %s <%s>" % (ew(frm[0], cs), frm[1]))
                h.append("To: %s <%s>" % (ew(to[0], cs), to[1]))
                if r.random() < 0.15:
                    h.append("Cc: %s <manager%d@corp.example.net>" % (ew(r.choice(RU_NAMES if ru else EN_NAMES), cs), r.randrange(20)))
                h.append("Subject: " + ew(s, cs))
                h.append("Date: " + d)
                h.append("Message-ID: " + mid)
                if refs:
                    h.append("In-Reply-To: " + refs[-1])
                    h.append("References: " + "\n ".join(refs))
                h.append("MIME-Version: 1.0")
                h.append("X-Mailer: " + r.choice(("Microsoft Outlook 16.0", "Apple Mail (2.3731)", "Thunderbird 115", "The Bat! 10", "Roundcube 1.6")))
                kind = r.choices(("plain", "alt", "html"), (40, 50, 10))[0]
                cte = r.choices(("base64", "quoted-printable", "8bit"), (45, 35, 20) if ru else (10, 60, 30))[0]
                target = r.lognormvariate(math.log(5500), 1.35)
                target = min(target, 250000)
                base_len = len(body.encode(cs, "replace")) * (2 if kind == "alt" else 1) * 1.5 + 2500
                filler = max(200, target - base_len) / (1.37 if cte == "base64" else 1.05)
                if kind == "plain":
                    cont = part("text/plain", wrap(body) if cte == "8bit" else body, cs, cte)
                elif kind == "html":
                    cont = part("text/html", html(r, body, filler), cs, cte)
                else:
                    bd = b"alt%016x" % r.getrandbits(64)
                    cont = (b'Content-Type: multipart/alternative; boundary="' + bd + b'"\n\n--' + bd + b"\n"
                            + part("text/plain", wrap(body), cs, cte) + b"\n--" + bd + b"\n"
                            + part("text/html", html(r, body, filler), cs, cte) + b"\n--" + bd + b"--\n")
                if r.random() < 0.10:
                    sz = math.exp(r.uniform(math.log(10000), math.log(300000)))
                    lines = int(sz / 57)
                    o = r.randrange(len(POOL64) - lines)
                    fn = r.choice(("счёт", "скриншот", "договор") if ru else ("invoice", "screenshot", "contract")) + "_%d" % idx
                    ext, ct = r.choice((("pdf", "application/pdf"), ("png", "image/png"), ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"), ("zip", "application/zip")))
                    bd = b"mix%016x" % r.getrandbits(64)
                    cont = (b'Content-Type: multipart/mixed; boundary="' + bd + b'"\n\n--' + bd + b"\n" + cont + b"\n--" + bd
                            + ('\nContent-Type: %s; name="%s"\nContent-Disposition: attachment; filename="%s"\nContent-Transfer-Encoding: base64\n\n'
                               % (ct, ew(fn + "." + ext, cs), ew(fn + "." + ext, cs))).encode()
                            + b"\n".join(POOL64[o:o + lines]) + b"\n--" + bd + b"--\n")
                raw = "\n".join(h).encode("utf-8") + b"\n" + cont
            res.append((idx, int(when), fl, raw, rec))
            refs.append(mid)
            when += r.expovariate(1 / 14400.0)
    return res


def work(job):
    args, maildir, jsonl = job
    res = block(args)
    tot = 0
    sizes = []
    if maildir:
        for idx, when, fl, raw, rec in res:
            w = len(raw) + raw.count(b"\n")
            p = "%s/cur/%d.M%dP1.bench,S=%d,W=%d:2,%s" % (maildir, when, idx, len(raw), w, fl)
            with open(p, "wb") as f:
                f.write(raw)
            os.utime(p, (when, when))
            sizes.append(w)
    lines = "".join(json.dumps(x[4], ensure_ascii=False) + "\n" for x in res) if jsonl else ""
    return sizes, lines


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--n", type=int, required=True)
    ap.add_argument("--maildir")
    ap.add_argument("--jsonl")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--jobs", type=int, default=2)
    a = ap.parse_args()
    t = time.time()
    if a.maildir:
        for d in ("cur", "new", "tmp"):
            os.makedirs(os.path.join(a.maildir, d), exist_ok=True)
    jobs = [((b, min(BLOCK, a.n - b * BLOCK), a.seed, a.n, bool(a.maildir)), a.maildir, bool(a.jsonl))
            for b in range((a.n + BLOCK - 1) // BLOCK)]
    out = open(a.jsonl, "w") if a.jsonl else None
    sizes = []
    with Pool(a.jobs, init) as p:
        for s, lines in p.imap(work, jobs):
            sizes += s
            if out:
                out.write(lines)
    if out:
        out.close()
    rep = dict(n=a.n, seed=a.seed, seconds=round(time.time() - t, 1))
    if sizes:
        sizes.sort()
        rep.update(bytes=sum(sizes), mean=sum(sizes) // len(sizes), p10=sizes[len(sizes) // 10], median=sizes[len(sizes) // 2],
                   p90=sizes[len(sizes) * 9 // 10], p99=sizes[len(sizes) * 99 // 100], max=sizes[-1])
    print(json.dumps(rep))


if __name__ == "__main__":
    main()
