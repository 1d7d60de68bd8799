namespace Cutline.Segmentation.Reports;

/// <summary>How a report looks, on a bright and on a dark screen and on paper.</summary>
internal static class ReportStyle
{
    public const string Css = """
        :root {
          color-scheme: light dark;
          --ink: #1f2933; --muted: #5b6770; --paper: #ffffff; --card: #f6f8fa; --line: #dfe4e9; --best: #fff4e0;
        }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e6eaee; --muted: #9aa6b1; --paper: #14181d; --card: #1d232a; --line: #323b45; --best: #3a2d16; }
        }
        * { box-sizing: border-box; }
        body {
          margin: 0 auto; padding: 2.5rem 1.5rem 4rem; max-width: 1180px;
          background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, "DejaVu Sans", sans-serif;
        }
        h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .3rem; overflow-wrap: anywhere; }
        h2 { font-size: 1.25rem; margin: 2.6rem 0 .9rem; }
        p { margin: .4rem 0; max-width: 75ch; }
        .muted, figcaption, .tile span { color: var(--muted); font-size: .9rem; }
        .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: .8rem; margin: 1.6rem 0; }
        .tile { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: .9rem 1.1rem; }
        .tile b { display: block; font-size: 1.55rem; line-height: 1.25; font-variant-numeric: tabular-nums; }
        figure { margin: 0; }
        img { display: block; width: 100%; height: auto; border: 1px solid var(--line); border-radius: 10px; background: #fff; }
        figcaption { margin-top: .5rem; }
        .scroll { overflow: auto; max-height: 34rem; border: 1px solid var(--line); border-radius: 10px; }
        table { border-collapse: collapse; width: 100%; font-size: .92rem; font-variant-numeric: tabular-nums; }
        th, td { padding: .42rem .9rem; text-align: right; border-top: 1px solid var(--line); white-space: nowrap; }
        thead th { position: sticky; top: 0; background: var(--card); border-top: 0; font-weight: 600; }
        tr.best td { background: var(--best); font-weight: 600; }
        .pairs { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 430px), 1fr)); gap: 0 2.2rem; }
        .pairs th, .pairs td { text-align: left; white-space: normal; overflow-wrap: anywhere; vertical-align: top; }
        .pairs th { color: var(--muted); font-weight: 400; width: 44%; }
        @media print {
          body { max-width: none; padding: 0; }
          .scroll { max-height: none; overflow: visible; }
          h2 { break-after: avoid; }
          figure, .tile { break-inside: avoid; }
        }
        """;
}
