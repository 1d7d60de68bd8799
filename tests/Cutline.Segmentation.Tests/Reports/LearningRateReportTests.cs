using Cutline.Imaging;
using Cutline.Segmentation.Reports;
using Cutline.Segmentation.Runs;

namespace Cutline.Segmentation.Tests.Reports;

public sealed class LearningRateReportTests
{
    private static LearningRatePoint[] Points => [.. Enumerable.Range(0, 70).Select(i =>
    {
        var smooth = 0.3 + 0.5 / (1 + Math.Exp((i - 35) / 3.0)) + (i > 60 ? Math.Pow(1.5, i - 60) : 0);
        return new LearningRatePoint(Math.Pow(10, -6 + i / 12.0), smooth + 0.03 * Math.Sin(3 * i), smooth);
    })];

    [Fact]
    public void The_picture_and_a_table_with_a_row_for_each_update_are_written()
    {
        using var folder = new TemporaryFolder();

        LearningRateReport.Write(folder.Path, Points, 0.00083);

        using var picture = Photo.Load(File.ReadAllBytes(folder.At("lr.png")));
        Assert.Equal((LearningRateReport.Width, LearningRateReport.Height), (picture.Width, picture.Height));
        Drawn.Show(picture, "lr.png");
        var rows = File.ReadAllLines(folder.At("lr.csv"));
        Assert.Equal("rate,loss,smoothed", rows[0]);
        Assert.Equal(71, rows.Length);
        Assert.Equal("1E-06,", rows[1][..6]);
    }

    [Fact]
    public void One_point_and_nothing_suggested_make_a_picture()
    {
        using var picture = LearningRateReport.Render([new(0.001, 0.5, 0.5)], null);
        Assert.Equal(LearningRateReport.Width, picture.Width);
    }
}
