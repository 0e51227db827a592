namespace TeachWhy.Transformer;

/// <summary>Random matrices whose rows have length one and stand at right angles.</summary>
internal static class Orthogonal
{
    /// <summary>As <see cref="Rows"/>; where there are more rows than can stand at right angles, the columns do.</summary>
    public static double[,] RowsOrColumns(RandomSource random, int rows, int columns)
    {
        if (rows <= columns)
        {
            return Rows(random, rows, columns);
        }
        var transposed = Rows(random, columns, rows);
        var matrix = new double[rows, columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                matrix[row, column] = transposed[column, row];
            }
        }
        return matrix;
    }

    /// <summary>Gaussian rows made orthogonal one after the other (modified Gram-Schmidt, done twice against rounding).</summary>
    public static double[,] Rows(RandomSource random, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, columns);
        var matrix = new double[rows, columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                matrix[row, column] = random.NextGaussian();
            }
            for (var pass = 0; pass < 2; pass++)
            {
                for (var earlier = 0; earlier < row; earlier++)
                {
                    var overlap = Dot(matrix, row, earlier);
                    for (var column = 0; column < columns; column++)
                    {
                        matrix[row, column] -= overlap * matrix[earlier, column];
                    }
                }
                var length = Math.Sqrt(Dot(matrix, row, row));
                for (var column = 0; column < columns; column++)
                {
                    matrix[row, column] /= length;
                }
            }
        }
        return matrix;
    }

    private static double Dot(double[,] matrix, int left, int right)
    {
        var sum = 0.0;
        for (var column = 0; column < matrix.GetLength(1); column++)
        {
            sum += matrix[left, column] * matrix[right, column];
        }
        return sum;
    }
}
