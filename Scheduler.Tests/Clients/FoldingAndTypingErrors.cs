using Scheduler.Api.Clients;
using ClientRow = Scheduler.Data.Model.Client;

namespace Scheduler.Tests.Clients;

/// <summary>
/// What is searched by, and which words are near enough, without a database. The boundaries: three and four letters, seven and
/// eight, and nine, where the compared beginning ends.
/// </summary>
public sealed class FoldingAndTypingErrors
{
    [Theory]
    [InlineData("Özil ØRSTED Łukasz Đoković İnci ISPARTA ığdır", "ozil orsted lukasz dokovic inci isparta igdir")]
    [InlineData("Straße GROẞ Œuvre Æsir ﬁn", "strasse gross oeuvre aesir fin")]
    [InlineData("Иванов ЁЛКИН Йовович", "иванов елкин иовович")]
    [InlineData("Παπαδόπουλος ΠΑΠΑΔΌΠΟΥΛΟΣ Ἀθῆναι", "παπαδοπουλοσ παπαδοπουλοσ αθηναι")]
    [InlineData("أَحْمَد فاطمة مـــحمد موسى", "احمد فاطمه محمد موسي")]
    [InlineData("O'Neil O’Neil Anne-Marie a.b@c", "oneil oneil anne marie a b c")]
    [InlineData("王小明 ＡＢＣ ١٢٣ 김민수", "王小明 abc 123 김민수")]
    [InlineData("anna85x", "anna 85 x")]
    [InlineData("\uD800 !?%_\\ \0", "")]
    public void Writings_of_one_name_are_one(string text, string words) => Assert.Equal(words, string.Join(' ', FoldedText.Words(text)));

    [Theory]
    [InlineData("schmidt", "schmitd", true)]
    [InlineData("ann", "anm", false)]
    [InlineData("anna", "ana", true)]
    [InlineData("ana", "anna", true)]
    [InlineData("anna", "amma", false)]
    [InlineData("abcdefg", "xbcdefy", false)]
    [InlineData("abcdefgh", "xbcdefgy", true)]
    [InlineData("abcdefgh", "badcefgh", true)]
    [InlineData("abcdefgh", "bcdefg", true)]
    [InlineData("abcdefgh", "xyzdefgh", false)]
    [InlineData("lindobriida", "ldiobriida", true)]
    [InlineData("abcdefgh", "abcexdfgh", true)]
    [InlineData("abcdefgh", "xabedfgh", false)]
    [InlineData("11112222", "11112223", false)]
    public void One_error_from_four_letters_and_two_from_eight(string one, string other, bool alike)
    {
        Assert.Equal(alike, TypingErrors.AreAlike(one, other));
        Assert.Equal(alike, TypingErrors.AreAlike(other, one));
    }

    /// <summary>Otherwise the index would miss what the comparison takes.</summary>
    [Fact]
    public void Words_that_are_alike_have_a_remainder_in_common()
    {
        var random = new Random(7);
        var alike = 0;
        for (var i = 0; i < 60_000; i++)
        {
            var word = Typist.Word(random, "abc", 3, 14);
            var typed = Typist.WithErrors(random, word, random.Next(1, 4), "abc");
            if (typed.Length >= 3 && TypingErrors.AreAlike(word, typed))
            {
                alike++;
                Assert.True(TypingErrors.Remainders(word).Overlaps(TypingErrors.Remainders(typed)), $"{word} and {typed}");
            }
        }

        Assert.True(alike > 10_000, $"only {alike} were alike");
    }

    [Theory]
    [InlineData("Anna", "Öz", null, null, "oz anna")]
    [InlineData(null, null, "a.b@c.de", "1", "a b c de")]
    [InlineData("!", "?", null, "+49 (0) 30-1", "490301")]
    [InlineData("!", null, null, null, null)]
    public void Clients_stand_in_lists_under_their_last_name(string? first, string? last, string? email, string? phone, string? expected) =>
        Assert.Equal(
            expected,
            SearchWords.SortName(
                new ClientRow
                {
                    Id = "x",
                    FirstName = first,
                    LastName = last,
                    Email = email,
                    Phone = phone,
                    CreatedUtc = default,
                }
            )
        );

    [Fact]
    public void No_name_is_too_long_for_a_cursor()
    {
        var client = new ClientRow
        {
            Id = new string('x', 64),
            LastName = string.Concat(Enumerable.Repeat("𠀀", 100)),
            CreatedUtc = default,
        };
        var name = SearchWords.SortName(client)!;
        Assert.Equal(64, name.Length);
        Assert.True(Scheduler.Api.Http.Paging.Encode($"{new string('王', 64)}|{client.Id}").Length <= 400);
        Assert.All(
            SearchWords.Of(client).SelectMany(word => SearchWords.Parts(word).Concat(SearchWords.Beginnings(word))),
            part => Assert.True(part.IsNormalized() && part.Length <= 61)
        );
    }
}
