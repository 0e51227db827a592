using Spectre.Console;
using TeachWhy.Studies.Charts;
using TeachWhy.Studies.Comparing;

namespace TeachWhy.App.Comparing;

/// <summary>A table of texts on a terminal.</summary>
internal static class TableView
{
    public static Table Of(TextTable table)
    {
        var view = new Table
        {
            Title = new TableTitle(Markup.Escape(VisibleText.Of(table.Title))), Border = TableBorder.Rounded, BorderStyle = new Style(Color.Grey),
        };
        for (var i = 0; i < table.Columns.Count; i++)
        {
            var column = new TableColumn(Markup.Escape(table.Columns[i]));
            view.AddColumn(table.Numbers.Contains(i) ? column.RightAligned() : column);
        }

        foreach (var row in table.Rows)
        {
            view.AddRow(row.Select(cell => new Text(VisibleText.Of(cell))));
        }

        return view;
    }
}
