namespace Cutline.Segmentation.Datasets.Synthetic;

/// <summary>The body styles that scenes choose from. They are not those of a real make.</summary>
public static class CarBodies
{
    /// <summary>A sedan.</summary>
    public static readonly CarBody Sedan = new("sedan",
        [new(8, 22, 8), new(0, 40, 10), new(2, 60, 14), new(20, 76, 28), new(138, 94, 60), new(210, 138, 60), new(254, 144, 120),
         new(312, 137, 80), new(388, 104, 50), new(450, 100, 16), new(462, 76, 22), new(459, 45, 14), new(448, 22, 10)],
        [[new(156, 97, 4), new(215, 132, 16), new(254, 136, 60), new(304, 130, 30), new(364, 104, 8)]],
        [263, 338], [150, 263, 352], 90, 368, 33, 97, 18);

    /// <summary>A hatchback.</summary>
    public static readonly CarBody Hatchback = new("hatchback",
        [new(8, 23, 8), new(0, 42, 10), new(2, 64, 14), new(20, 79, 26), new(112, 97, 50), new(182, 141, 60), new(236, 149, 120),
         new(348, 142, 36), new(390, 108, 36), new(403, 86, 16), new(406, 50, 12), new(396, 23, 10)],
        [[new(130, 100, 4), new(188, 135, 16), new(236, 141, 60), new(324, 135, 20), new(358, 108, 8)]],
        [240, 318], [124, 240, 322], 80, 328, 32, 104, 26);

    /// <summary>An estate.</summary>
    public static readonly CarBody Estate = new("estate",
        [new(8, 22, 8), new(0, 42, 10), new(2, 62, 14), new(18, 77, 26), new(134, 95, 55), new(205, 140, 60), new(262, 146, 120),
         new(408, 141, 32), new(448, 108, 30), new(462, 86, 16), new(466, 48, 14), new(454, 22, 10)],
        [[new(152, 98, 4), new(211, 134, 16), new(262, 139, 60), new(394, 134, 16), new(426, 107, 8)]],
        [262, 346], [146, 262, 352], 90, 366, 33, 104, 30);

    /// <summary>A coupe.</summary>
    public static readonly CarBody Coupe = new("coupe",
        [new(10, 20, 8), new(0, 36, 10), new(3, 54, 14), new(24, 68, 30), new(150, 88, 70), new(224, 122, 60), new(264, 127, 110),
         new(312, 121, 80), new(404, 95, 50), new(432, 90, 14), new(441, 68, 18), new(437, 40, 14), new(426, 20, 10)],
        [[new(172, 90, 4), new(229, 115, 16), new(264, 119, 50), new(306, 114, 26), new(356, 96, 8)]],
        [300], [164, 302], 88, 352, 34, 88, 15);

    /// <summary>A sport utility vehicle.</summary>
    public static readonly CarBody Suv = new("suv",
        [new(10, 32, 8), new(0, 54, 10), new(2, 80, 14), new(18, 99, 24), new(122, 113, 40), new(180, 163, 40), new(240, 171, 120),
         new(408, 165, 28), new(442, 122, 30), new(457, 104, 16), new(461, 62, 14), new(450, 32, 10)],
        [[new(140, 116, 4), new(187, 156, 14), new(240, 162, 60), new(394, 157, 16), new(422, 123, 8)]],
        [246, 332], [134, 246, 336], 90, 364, 38, 119, 24, Rugged: true);

    /// <summary>A city car.</summary>
    public static readonly CarBody CityCar = new("city car",
        [new(8, 24, 8), new(0, 44, 12), new(3, 66, 16), new(22, 82, 26), new(78, 98, 30), new(142, 145, 50), new(192, 153, 100),
         new(302, 146, 38), new(334, 112, 34), new(344, 88, 14), new(346, 50, 12), new(338, 24, 10)],
        [[new(96, 101, 4), new(149, 138, 14), new(192, 145, 50), new(286, 139, 18), new(312, 111, 8)]],
        [214], [90, 218], 60, 288, 29, 108, 26);

    /// <summary>A van.</summary>
    public static readonly CarBody Van = new("van",
        [new(10, 28, 8), new(0, 48, 10), new(3, 84, 16), new(22, 112, 26), new(80, 134, 30), new(144, 208, 40), new(196, 222, 60),
         new(514, 222, 22), new(528, 206, 18), new(531, 60, 10), new(522, 28, 10)],
        [[new(98, 137, 4), new(152, 198, 14), new(208, 202, 8), new(208, 138, 6)]],
        [], [92, 216, 340], 92, 404, 36, 128, 62);

    /// <summary>A minibus.</summary>
    public static readonly CarBody Minibus = new("minibus",
        [new(10, 26, 8), new(0, 46, 10), new(3, 78, 16), new(20, 100, 26), new(84, 120, 30), new(150, 182, 40), new(204, 196, 60),
         new(474, 194, 26), new(490, 172, 24), new(498, 60, 12), new(488, 26, 10)],
        [[new(104, 123, 4), new(157, 173, 14), new(206, 183, 20), new(462, 181, 14), new(470, 124, 8)]],
        [218, 344], [98, 218, 344], 90, 392, 35, 116, 48);

    /// <summary>A pickup.</summary>
    public static readonly CarBody Pickup = new("pickup",
        [new(10, 38, 8), new(0, 60, 10), new(2, 88, 14), new(16, 106, 20), new(132, 117, 36), new(186, 172, 36), new(236, 181, 90),
         new(326, 177, 22), new(344, 122, 6), new(352, 117, 4), new(526, 117, 8), new(534, 106, 10), new(536, 66, 12), new(526, 38, 10)],
        [[new(150, 121, 4), new(194, 164, 14), new(236, 172, 50), new(312, 168, 16), new(326, 123, 6)]],
        [244], [144, 244, 334], 98, 424, 40, 112, 30, Rugged: true);

    /// <summary>All body styles.</summary>
    public static readonly IReadOnlyList<CarBody> All = [Sedan, Hatchback, Estate, Coupe, Suv, CityCar, Van, Minibus, Pickup];
}
