using System.Security.Cryptography;

namespace Cutline.Web.Tests;

/// <summary>
/// Two hundred hostile files and more, one after the other. Measures the process's memory, so it runs while no other test does.
/// </summary>
[Collection("alone")]
public sealed class HostileServiceTests
{
    private const int Fewest = 200, MostGrowth = 64 << 20;

    [Fact]
    public void They_are_all_different() =>
        Assert.InRange(
            HostileFiles.All.Select(f => Convert.ToHexString(SHA256.HashData(f.File))).Distinct().Count(), Fewest, HostileFiles.All.Count);

    [Fact]
    public async Task Each_is_refused_or_still_a_photo_and_the_service_cuts_the_next_one_in_the_same_memory()
    {
        await using var service = await RunningService.StartAsync(cutter: ShippedModel.Instance);
        var (cut, refused) = await SendAllAsync(service);
        Assert.True(refused > HostileFiles.All.Count / 2 && cut > 10, $"{refused} refused, {cut} cut");

        var (held, memory) = (NativePictures.Held(), Environment.WorkingSet);
        Assert.Equal((cut, refused), await SendAllAsync(service));
        Assert.Equal(held, NativePictures.Held());
        Assert.InRange(Environment.WorkingSet - memory, long.MinValue, MostGrowth);
    }

    private static async Task<(int Cut, int Refused)> SendAllAsync(RunningService service)
    {
        var (cut, refused) = (0, 0);
        foreach (var (what, file) in HostileFiles.All)
        {
            using var answer = await service.CutAsync(file);
            var status = (int)answer.StatusCode;
            Assert.True(
                status is 200 or (>= 400 and < 500),
                $"{what}: {status}, {(status == 200 ? "" : await answer.Content.ReadAsStringAsync())}");
            if (status == 200) cut++;
            else refused++;
            if ((cut + refused) % 20 == 0) await (await service.CutAsync(ModelCar.Jpeg)).WellAsync();
        }

        await (await service.CutAsync(ModelCar.Jpeg)).WellAsync();
        return (cut, refused);
    }
}
