using Scheduler.Data.Model;

namespace Search;

/// <summary>Made-up people in five scripts, the same at each run; names repeat as names do.</summary>
internal static class People
{
    private static readonly (string[] First, string[] Stems, string[] Ends)[] Scripts =
    [
        (
            ["Anna", "Jürgen", "Siobhán", "Łukasz", "María José", "Zoë", "Peter", "Özlem", "Katharina", "Nguyễn", "François", "Emma"],
            [
                "Schmi",
                "Müll",
                "Kowal",
                "Garc",
                "O’Bri",
                "Lind",
                "Özt",
                "Haber",
                "Fernan",
                "Dvoř",
                "Bauer",
                "Hof",
                "Jan",
                "Peters",
                "Wójci",
                "Lefe",
                "Steine",
                "Groß",
                "Alme",
                "Ros",
            ],
            [
                "dt",
                "er",
                "ski",
                "ía",
                "en",
                "qvist",
                "ürk",
                "mann",
                "dez",
                "ák",
                "meister",
                "sson",
                "berger",
                "k",
                "bvre",
                "ida",
                "si",
                "hauser",
                "wald",
                "feld",
            ]
        ),
        (
            ["Пётр", "Анна", "Сергей", "Наталья", "Фёдор", "Екатерина", "Юрий", "Ольга"],
            ["Иван", "Петр", "Сидор", "Кузнец", "Смирн", "Воробь", "Соколь", "Достоев", "Чайков", "Григорь", "Александр", "Щерб"],
            ["ов", "ова", "ский", "ская", "ин", "ина", "енко", "ёв", "евич", "аков"]
        ),
        (
            ["Γιώργος", "Μαρία", "Νίκος", "Ελένη", "Κωνσταντίνος", "Αθηνά"],
            ["Παπαδ", "Νικολ", "Γεωργ", "Δημητρ", "Καραμαν", "Οικον", "Αλεξ", "Βασιλ"],
            ["όπουλος", "οπούλου", "ίδης", "ιάδης", "άκης", "ής", "όμου", "ίου"]
        ),
        (
            ["أحمد", "فاطمة", "مُحَمَّد", "ليلى", "إبراهيم", "نور"],
            ["الخط", "الحد", "النج", "المص", "السور", "البغد", "الرش", "القاس"],
            ["يب", "اد", "ار", "ري", "ية", "ادي", "يدي", "مي"]
        ),
        (["小明", "丽", "伟", "秀英", "建国", "婷婷"], ["王", "李", "张", "刘", "陈", "欧阳", "司马", "赵"], [""]),
    ];

    /// <summary>The letters that are typed by mistake for those of a script; none where a name has too few letters for errors.</summary>
    public static readonly string[] Letters =
    [
        "abcdefghijklmnopqrstuvwxyz",
        "абвгдежзиклмнопрстуфхцчшщыэюя",
        "αβγδεζηθικλμνξοπρστυφχψω",
        "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
        "",
    ];

    public static int ScriptOf(int number) => number % Scripts.Length;

    public static Client Of(int number)
    {
        var random = new Random(number);
        var script = ScriptOf(number);
        var (first, stems, ends) = Scripts[script];
        // A third has a name of two stems, so that there are tens of thousands of different ones.
        var last = Pick(stems) + (script < 4 && random.Next(3) == 0 ? Pick(stems).ToLowerInvariant() : "") + Pick(ends);
        return new Client
        {
            Id = $"client-{number}",
            FirstName = Pick(first),
            LastName = last,
            Email =
                script == 0 ? $"{(char)('a' + random.Next(26))}.{Ascii(last)}{random.Next(1000)}@example.org" : $"user{number}@example.org",
            Phone = $"+49 {random.Next(100, 1000)} {random.Next(1_000_000, 10_000_000)}",
            CreatedUtc = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        };

        string Pick(string[] texts) => texts[random.Next(texts.Length)];
    }

    private static string Ascii(string text) => string.Concat(text.Where(char.IsAsciiLetter)).ToLowerInvariant();
}
