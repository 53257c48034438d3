"""The words that the sample is made of. No name of a person, no telephone number."""

from datetime import date

FIRST_WORDS = (
    "Sumber", "Karya", "Maju", "Tunas", "Bina", "Mekar", "Harapan", "Usaha", "Betang", "Huma", "Penyang", "Isen",
    "Sinar", "Cahaya",
    "Mitra", "Tani", "Rimba", "Kahayan", "Barito", "Mentaya", "Arut", "Lamandau", "Katingan", "Seruyan", "Bukit",
    "Citra", "Eka",
    "Panca", "Dharma", "Tirta", "Bahari", "Hijau", "Borneo", "Gunung", "Sawit", "Karet", "Rotan", "Wira", "Guna",
    "Jaya",
)  # fmt: skip
SECOND_WORDS = (
    "Rejeki", "Bersama", "Jaya", "Makmur", "Sejahtera", "Mandiri", "Lestari", "Mulang", "Hinje", "Abadi", "Sari",
    "Utama", "Sentosa",
    "Raya", "Mulia", "Bakti", "Persada", "Gemilang", "Baru", "Permai", "Murni", "Subur", "Tangguh", "Amanah", "Barokah",
    "Setia",
    "Rukun", "Damai", "Sepakat", "Itah", "Hapakat", "Berkah", "Perkasa", "Nusantara", "Kencana", "Agung", "Indah",
    "Manuntung",
)  # fmt: skip

#: Group, type, sector, savings unit, share, and the words before the name.
KINDS: tuple[tuple[str, str, int, str, float, str], ...] = (
    ("KUD", "Produsen", 0, "USP", 0.09, "KUD"),
    ("Kop. Serba Usaha", "Konsumen", 1, "USP", 0.2, "Koperasi Serba Usaha"),
    ("Kop. Serba Usaha", "Jasa", 6, "Tidak Ada", 0.05, "Koperasi Jasa"),
    ("Kop. Simpan Pinjam", "Simpan Pinjam", 2, "KSP", 0.08, "KSP"),
    ("Kop. Kredit", "Simpan Pinjam", 2, "KSP", 0.02, "Koperasi Kredit"),
    ("Kop. Pegawai Negeri (KPRI)", "Konsumen", 1, "USP", 0.13, "KPRI"),
    ("Kop. Karyawan", "Konsumen", 1, "USP", 0.09, "Koperasi Karyawan"),
    ("Kop. Pertanian", "Produsen", 0, "Tidak Ada", 0.08, "Koperasi Produsen"),
    ("Kop. Perkebunan", "Produsen", 0, "Tidak Ada", 0.13, "Koperasi Produsen Perkebunan"),
    ("Kop. Perikanan", "Produsen", 0, "Tidak Ada", 0.025, "Koperasi Perikanan"),
    ("Kop. Wanita", "Konsumen", 1, "USP", 0.025, "Koperasi Wanita"),
    ("Kop. Pedagang Pasar", "Pemasaran", 1, "Tidak Ada", 0.02, "Koperasi Pedagang Pasar"),
    ("Kop. Angkutan Darat", "Jasa", 4, "Tidak Ada", 0.015, "Koperasi Angkutan"),
    ("Kop. TNI", "Konsumen", 1, "USP", 0.012, "Primkop Kartika"),
    ("Kop. POLRI", "Konsumen", 1, "USP", 0.012, "Primkoppol"),
    ("Kop. Mahasiswa", "Konsumen", 1, "Tidak Ada", 0.006, "Koperasi Mahasiswa"),
    ("Kop. Pondok Pesantren", "Konsumen", 1, "USP", 0.01, "Koperasi Pondok Pesantren"),
    ("Kop. Lainnya", "Jasa", 5, "Tidak Ada", 0.025, "Koperasi Jasa Pertambangan Rakyat"),
)
WOMEN_GROUP, SHARIA_GROUP = "Kop. Wanita", "Kop. Pondok Pesantren"

STREETS = (
    "Jl. Tjilik Riwut", "Jl. Jenderal Sudirman", "Jl. Ahmad Yani", "Jl. Diponegoro", "Jl. Pemuda", "Jl. Kartini",
    "Jl. Pangeran Antasari",
    "Jl. Merdeka", "Jl. Pelabuhan", "Jl. Pasar Lama", "Jl. Trans Kalimantan", "Jl. Poros Desa", "Jl. Pendidikan",
    "Jl. Kahayan",
)  # fmt: skip

AGENCIES = (
    "Dinas Koperasi dan UKM {}", "Dinas Koperasi, UKM, Perindustrian dan Perdagangan {}",
    "Dinas Perdagangan, Koperasi dan UKM {}",
)  # fmt: skip
PREPARED_BY = ("Kepala Bidang Koperasi", "Kepala Bidang Pemberdayaan Koperasi", "Penyusun Data dan Laporan")
APPROVED_BY = ("Kepala Dinas", "Kepala Dinas", "Sekretaris Dinas")
CHANNELS = ("Surel", "Surel", "Surel", "Diantar langsung", "Aplikasi persuratan")
RECEIVED_BY = ("Petugas Bidang Data", "Petugas Sekretariat")

#: The day from which a village can meet a problem at a stage; "" are the problems of other cooperatives.
STAGES_FROM = {
    "": date(2025, 1, 1), "Sosialisasi": date(2025, 3, 10), "Musdesus/Muskelsus": date(2025, 3, 20),
    "Proses Notaris": date(2025, 4, 1),
    "Proses AHU": date(2025, 4, 21), "Berbadan Hukum": date(2025, 5, 12),
}  # fmt: skip
#: Category, share, stage of the KDMP it meets, agency that has to act, descriptions.
OBSTACLE_KINDS: tuple[tuple[str, float, str, str, tuple[str, ...]], ...] = (
    ("Biaya Akta Notaris", 0.19, "Proses Notaris", "Dinas Pemberdayaan Masyarakat dan Desa",
     ("Biaya akta notaris belum dianggarkan dalam APBDes tahun berjalan.",
      "Desa belum memiliki dana untuk membayar jasa notaris; menunggu perubahan APBDes.")),
    ("Akta Notaris dan Badan Hukum", 0.13, "Proses AHU", "Kanwil Kementerian Hukum",
     ("Notaris pembuat akta koperasi hanya ada di ibu kota kabupaten sehingga antrean panjang.",
      "Nama koperasi ditolak pada sistem AHU karena sudah dipakai; perlu pengajuan nama baru.")),
    ("Musdesus/Muskelsus", 0.12, "Musdesus/Muskelsus", "Dinas Pemberdayaan Masyarakat dan Desa",
     ("Musyawarah desa khusus belum dapat dijadwalkan karena kepala desa definitif belum dilantik.",
      "Peserta musyawarah belum memenuhi kuorum, pelaksanaan diulang.")),
    ("Akses Wilayah dan Jaringan", 0.11, "Sosialisasi", "Dinas Komunikasi dan Informatika",
     ("Jaringan internet tidak stabil sehingga pengunggahan berkas pendirian tertunda.",
      "Desa hanya dapat dijangkau lewat sungai; kunjungan pendamping terkendala air surut.")),
    ("Kelengkapan Berkas", 0.1, "Proses Notaris", "Dinas Koperasi dan UKM",
     ("Berita acara musyawarah dan daftar hadir belum lengkap ditandatangani.",
      "Fotokopi identitas calon pengurus belum lengkap.")),
    ("Kepengurusan dan SDM", 0.07, "Musdesus/Muskelsus", "Dinas Koperasi dan UKM",
     ("Calon pengurus mengundurkan diri sehingga susunan pengurus perlu dimusyawarahkan kembali.",
      "Calon pengawas masih memiliki hubungan keluarga dengan pengurus.")),
    ("Lahan dan Aset", 0.06, "Musdesus/Muskelsus", "Kantor Pertanahan",
     ("Belum tersedia lahan untuk kantor dan gerai; lahan desa masih berstatus kawasan hutan.",
      "Bangunan bekas KUD akan dipakai tetapi status asetnya belum jelas.")),
    ("Sinkronisasi Data", 0.02, "Sosialisasi", "Dinas Koperasi dan UKM",
     ("Jumlah desa pada dasbor berbeda dengan data kabupaten.",)),
    ("KBLI dan Perizinan Berusaha", 0.03, "Berbadan Hukum", "Dinas Penanaman Modal dan PTSP",
     ("Pilihan KBLI gerai obat memerlukan izin tambahan.",
      "NIB belum terbit karena alamat koperasi belum terbaca pada OSS.")),
    ("Permodalan dan Pembiayaan", 0.02, "Berbadan Hukum", "Dinas Koperasi dan UKM",
     ("Koperasi belum memiliki modal awal selain simpanan pokok anggota.",)),
    ("Tenaga Pendamping", 0.02, "Sosialisasi", "Dinas Koperasi dan UKM",
     ("Satu pendamping menangani lebih dari dua puluh desa.",)),
    ("Koordinasi Antarinstansi", 0.02, "Sosialisasi", "Sekretariat Daerah",
     ("Satuan tugas tingkat kabupaten belum ditetapkan dengan keputusan kepala daerah.",)),
    ("Keanggotaan", 0.01, "Musdesus/Muskelsus", "Dinas Koperasi dan UKM",
     ("Warga belum bersedia menjadi anggota karena pernah dirugikan koperasi lain.",)),
    ("Reaktivasi Koperasi", 0.06, "", "Dinas Koperasi dan UKM",
     ("Pengurus lama koperasi tidak aktif tidak dapat ditemukan sehingga RAT belum terlaksana.",
      "Koperasi tidak aktif masih memiliki tunggakan pinjaman, belum dapat diaktifkan kembali.")),
    ("Sinkronisasi Data", 0.02, "", "Dinas Koperasi dan UKM",
     ("Data koperasi pada ODS belum sama dengan laporan kabupaten.",)),
    ("Kepengurusan dan SDM", 0.02, "", "Dinas Koperasi dan UKM",
     ("Masa jabatan pengurus berakhir dan rapat anggota pemilihan belum dilaksanakan.",
      "Koperasi tidak memiliki tenaga yang mampu menyusun laporan keuangan.")),
    ("Permodalan dan Pembiayaan", 0.02, "", "Dinas Koperasi dan UKM",
     ("Pengajuan pinjaman dana bergulir belum disetujui karena agunan tidak cukup.",)),
)  # fmt: skip
FOLLOW_UPS = (
    "Telah disurati dan dibahas dalam rapat satuan tugas kabupaten.",
    "Pendampingan ke lokasi dijadwalkan bersama kecamatan.",
    "Berkonsultasi dengan dinas provinsi.", "Diusulkan dalam perubahan anggaran.", "Menunggu jawaban instansi terkait.",
)  # fmt: skip

#: Agency, activity, target, most participants, budget in millions of rupiah.
ACTIVITIES: tuple[tuple[str, str, str, int, int], ...] = (
    ("Dinas Koperasi dan UKM", "Pelatihan perkoperasian bagi pengurus koperasi", "Koperasi", 60, 85),
    ("Dinas Koperasi dan UKM", "Pendampingan pelaksanaan RAT", "Koperasi", 40, 25),
    ("Dinas Koperasi dan UKM", "Sosialisasi pembentukan Koperasi Desa/Kelurahan Merah Putih", "Koperasi", 120, 60),
    ("Dinas Koperasi dan UKM", "Fasilitasi NIB dan sertifikat halal", "Usaha Mikro", 80, 45),
    ("Dinas Perindustrian dan Perdagangan", "Pelatihan pengemasan produk olahan ikan", "Usaha Mikro", 35, 50),
    ("Dinas Perindustrian dan Perdagangan", "Bazar produk unggulan daerah", "Usaha Kecil", 50, 70),
    ("Dinas Pemberdayaan Masyarakat dan Desa", "Pembekalan musyawarah desa khusus", "Koperasi", 90, 40),
    ("Dinas Pertanian dan Ketahanan Pangan", "Bimbingan teknis kemitraan kebun plasma", "Koperasi", 45, 55),
    ("Dinas Perikanan", "Pelatihan budidaya ikan patin", "Usaha Mikro", 30, 35),
    ("Dinas Tenaga Kerja dan Transmigrasi", "Pelatihan wirausaha baru", "Usaha Mikro", 32, 75),
    ("Dinas Pariwisata", "Pelatihan kriya rotan dan anyaman", "Usaha Kecil", 28, 40),
    ("Dinas Penanaman Modal dan PTSP", "Klinik perizinan berusaha", "Usaha Kecil", 55, 20),
)
KDMP_ACTIVITIES = (ACTIVITIES[2][1], ACTIVITIES[6][1])
FUNDING = (("APBD Kabupaten/Kota", 0.6), ("APBD Provinsi", 0.2), ("APBN", 0.14), ("Lainnya", 0.06))
